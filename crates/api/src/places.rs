//! Byte places to lines, columns and UTF-16 offsets, and back, for one text.
//!
//! An analysis names thousands of places, so the text is counted once, with a mark every few dozen bytes.

use rolewright_condition::span::Span;

use crate::wire::conditions as wire;

const STRIDE: usize = 64;

#[derive(Clone, Copy, Debug)]
struct Mark {
    byte: usize,
    utf16: usize,
    line: usize,
    column: usize,
}

/// Counts places of one text.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    text: &'a str,
    marks: Vec<Mark>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let mut place = Mark { byte: 0, utf16: 0, line: 1, column: 1 };
        let mut marks = vec![place];
        for c in text.chars() {
            if place.byte >= marks.len() * STRIDE {
                marks.push(place);
            }
            place.pass(c);
        }
        Self { text, marks }
    }

    /// A span as the window and the terminal want it.
    pub(crate) fn span(&self, span: Span) -> wire::Span {
        let start = self.at(span.start);
        let end = self.at(span.end);
        wire::Span {
            start: number(start.byte),
            end: number(end.byte),
            line: number(start.line),
            column: number(start.column),
            from: number(start.utf16),
            to: number(end.utf16),
        }
    }

    /// The byte at an offset that the code editor counts; inside a surrogate pair, the character's start.
    pub(crate) fn byte_of_utf16(&self, offset: u32) -> usize {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let mut place = self.before(|mark| mark.utf16 <= offset);
        for c in self.text.get(place.byte..).unwrap_or("").chars() {
            if place.utf16 + c.len_utf16() > offset {
                break;
            }
            place.pass(c);
        }
        place.byte
    }

    fn at(&self, byte: usize) -> Mark {
        let mut place = self.before(|mark| mark.byte <= byte);
        for c in self.text.get(place.byte..).unwrap_or("").chars() {
            if place.byte + c.len_utf8() > byte {
                break;
            }
            place.pass(c);
        }
        place
    }

    fn before(&self, passed: impl Fn(&Mark) -> bool) -> Mark {
        let next = self.marks.partition_point(passed);
        let first = Mark { byte: 0, utf16: 0, line: 1, column: 1 };
        self.marks.get(next.saturating_sub(1)).copied().unwrap_or(first)
    }
}

impl Mark {
    fn pass(&mut self, c: char) {
        self.byte += c.len_utf8();
        self.utf16 += c.len_utf16();
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let places = Places::new("ab\ncéd\r\n");
        let position = |byte| {
            let span = places.span(Span::at(byte));
            (span.line, span.column)
        };
        assert_eq!(position(0), (1, 1));
        assert_eq!(position(3), (2, 1));
        assert_eq!(position(6), (2, 3), "é is two bytes, one column");
        assert_eq!(position(99).0, 3);
        assert_eq!(Places::new("é😀x").span(Span::at(6)).from, 3, "code units");
    }

    #[test]
    fn counts_as_plain_counting_does_wherever_one_looks() {
        for text in ["", "a", "é😀x\r\n\nz", &"x😀é\n".repeat(60), &"long line without end é ".repeat(30)]
        {
            let places = Places::new(text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let span = places.span(Span::at(byte));
                let (before, _) = text.split_at(byte);
                let line = before.rsplit('\n').next().unwrap_or(before);
                let position = (before.matches('\n').count() + 1, line.chars().count() + 1);
                assert_eq!((span.line as usize, span.column as usize), position);
                assert_eq!(span.from as usize, before.encode_utf16().count(), "{text:?} at {byte}");
                assert_eq!(places.byte_of_utf16(span.from), byte);
            }
        }
    }

    #[test]
    fn places_outside_or_between_give_the_nearest_before() {
        let places = Places::new("é😀");
        assert_eq!(places.span(Span::new(1, 999)).start, 0);
        assert_eq!(places.span(Span::new(1, 999)).end, 6);
        assert_eq!(places.byte_of_utf16(2), 2, "the middle of a surrogate pair");
        assert_eq!(places.byte_of_utf16(u32::MAX), 6);
    }
}
