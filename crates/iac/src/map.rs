//! Where each byte of an unescaped text stands in the file that it was read from.

use rolewright_condition::span::Span;

/// Maps places of a text to places of its host file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// In order of the text, without gaps.
    segments: Vec<Segment>,
    /// Where an empty text stands, and where the end of the text stands.
    end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    text_start: usize,
    text_len: usize,
    host_start: usize,
    host_len: usize,
    /// Whether the bytes are the same on both sides; otherwise the segment is one escape.
    same: bool,
}

impl SourceMap {
    /// The host's byte that a byte of the text comes from.
    #[must_use]
    pub fn place(&self, offset: usize) -> usize {
        match self.segment(offset) {
            Some(s) if s.same => s.host_start + (offset - s.text_start),
            Some(s) => s.host_start,
            None => self.end,
        }
    }

    /// The part of the host that a part of the text comes from; escapes are covered whole.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        let start = self.place(span.start);
        if span.is_empty() {
            return Span::at(start);
        }
        let end = match self.segment(span.end - 1) {
            Some(s) if s.same => s.host_start + (span.end - s.text_start),
            Some(s) => s.host_start + s.host_len,
            None => self.end,
        };
        Span::new(start, end)
    }

    /// The same map for a host that begins at byte `by` of a larger one.
    pub(crate) fn shifted(mut self, by: usize) -> Self {
        self.segments.iter_mut().for_each(|s| s.host_start += by);
        self.end += by;
        self
    }

    /// The same map for the host without its first `by` bytes and cut to `length`.
    pub(crate) fn shifted_back(mut self, by: usize, length: usize) -> Self {
        self.segments.iter_mut().for_each(|s| s.host_start = s.host_start.saturating_sub(by).min(length));
        self.end = self.end.saturating_sub(by).min(length);
        self
    }

    fn segment(&self, offset: usize) -> Option<&Segment> {
        let index = self.segments.partition_point(|s| s.text_start + s.text_len <= offset);
        self.segments.get(index)
    }
}

/// A text being unescaped, with its map.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    segments: Vec<Segment>,
    end: usize,
}

impl Decoded {
    /// An empty text that stands at `place`.
    pub(crate) fn at(place: usize) -> Self {
        Self { end: place, ..Self::default() }
    }

    /// Adds a part of the host as it is.
    pub(crate) fn same(&mut self, host: &str, span: Span) {
        let part = span.of(host);
        if part.is_empty() {
            return;
        }
        match self.segments.last_mut() {
            Some(s) if s.same && s.host_start + s.host_len == span.start => {
                s.text_len += part.len();
                s.host_len += part.len();
            }
            _ => self.segments.push(Segment {
                text_start: self.text.len(),
                text_len: part.len(),
                host_start: span.start,
                host_len: part.len(),
                same: true,
            }),
        }
        self.text.push_str(part);
        self.end = span.start + part.len();
    }

    /// Adds what an escape in the host stands for.
    pub(crate) fn escaped(&mut self, text: &str, span: Span) {
        if !text.is_empty() {
            self.segments.push(Segment {
                text_start: self.text.len(),
                text_len: text.len(),
                host_start: span.start,
                host_len: span.len(),
                same: false,
            });
        }
        self.text.push_str(text);
        self.end = span.end;
    }

    /// Adds a character written as an escape.
    pub(crate) fn escaped_char(&mut self, c: char, span: Span) {
        self.escaped(c.encode_utf8(&mut [0; 4]), span);
    }

    /// Adds a part of this text again, from another decoding.
    pub(crate) fn copy(&mut self, other: &SourceMap, text: &str, part: Span) {
        for (i, c) in part.of(text).char_indices() {
            let at = Span::new(part.start + i, part.start + i + c.len_utf8());
            let host = other.span(at);
            self.escaped_char(c, host);
        }
    }

    /// Keeps only this part of the text.
    pub(crate) fn trim(self, part: Span) -> Self {
        let (text, map) = self.finish();
        let mut out = Self::at(map.place(part.start));
        out.copy(&map, &text, part);
        out
    }

    pub(crate) fn finish(self) -> (String, SourceMap) {
        (self.text, SourceMap { segments: self.segments, end: self.end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_spans_go_back_to_the_host() {
        let host = r"ab\ncd\u0021";
        let mut decoded = Decoded::at(0);
        decoded.same(host, Span::new(0, 2));
        decoded.escaped_char('\n', Span::new(2, 4));
        decoded.same(host, Span::new(4, 6));
        decoded.escaped("!", Span::new(6, 12));
        let (text, map) = decoded.finish();
        assert_eq!(text, "ab\ncd!");
        let places: Vec<_> = (0..=6).map(|i| map.place(i)).collect();
        assert_eq!(places, [0, 1, 2, 4, 5, 6, 12]);
        assert_eq!(map.span(Span::new(1, 4)), Span::new(1, 5));
        assert_eq!(map.span(Span::new(2, 3)), Span::new(2, 4));
        assert_eq!(map.span(Span::new(5, 6)), Span::new(6, 12));
        assert_eq!(map.span(Span::at(6)), Span::at(12));
        assert_eq!(SourceMap::default().span(Span::new(3, 9)), Span::at(0));
    }

    #[test]
    fn a_trimmed_text_keeps_its_places() {
        let mut decoded = Decoded::at(10);
        decoded.same("0123456789 é! \n", Span::new(10, 15));
        let (text, map) = decoded.trim(Span::new(1, 4)).finish();
        assert_eq!(text, "é!");
        assert_eq!(map.span(Span::new(0, 2)), Span::new(11, 13));
        assert_eq!(map.place(3), 14);
    }
}
