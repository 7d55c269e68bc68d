//! Commands that make a role assignment with az or Az PowerShell: their options are the assignment.
//!
//! Words are split as bash and PowerShell split them, far enough for one command.
//! Azure: <https://learn.microsoft.com/cli/azure/role/assignment#az-role-assignment-create>,
//! <https://learn.microsoft.com/powershell/module/az.resources/new-azroleassignment>

use rolewright_condition::span::Span;

use super::Imported;
use super::assignment::{Assignment, Field, Fields, Literals};
use crate::map::Decoded;

const COMMANDS: [&str; 3] =
    ["az role assignment create", "az role assignment update", "New-AzRoleAssignment"];

/// Gives each condition of a script the options of the command that it stands in. A condition that stands in a
/// variable belongs to the script's one command, if it has just one.
pub(super) fn assign(text: &str, conditions: &mut [Imported]) {
    let literals = literals(text);
    let mut apart: Vec<Assignment> = Vec::new();
    let mut literal = false;
    let mut at = 0;
    while let Some(start) = next_command(text, at) {
        let (words, end) = words(text, start);
        at = end.max(start + 1);
        let options = options(&words);
        let fields = options.iter().filter(|(key, _)| !is_condition(key));
        let fields: Fields = fields.map(|(key, word)| ((*key).to_owned(), word.field())).collect();
        let assignment = Assignment::of(std::iter::once(&fields), &literals);
        let inside = conditions.iter_mut().filter(|c| (start..end).contains(&c.map.place(0)));
        let mut found = false;
        for condition in inside {
            condition.assignment = assignment.clone();
            found = true;
        }
        literal |= found;
        if !found {
            apart.push(assignment);
        }
    }
    // Which of several commands a variable is for is the script's secret.
    if let [assignment] = apart.as_slice()
        && !literal
    {
        conditions.iter_mut().for_each(|c| c.assignment = assignment.clone());
    }
}

fn next_command(text: &str, from: usize) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let code = line.trim_start();
        let begins = |name: &&str| code.get(..name.len()).is_some_and(|c| c.eq_ignore_ascii_case(name));
        if start >= from && COMMANDS.iter().any(begins) {
            return Some(start);
        }
        at += line.len();
    }
    None
}

fn is_condition(option: &str) -> bool {
    option.trim_start_matches('-').eq_ignore_ascii_case("condition")
}

/// One word of a command.
#[derive(Debug)]
struct Word {
    decoded: Decoded,
    /// As it stands in the script.
    written: String,
    /// Whether a variable stands in it.
    computed: bool,
}

impl Word {
    fn field(&self) -> Field {
        match self.computed {
            true => Field::Computed(self.written.trim_matches('"').to_owned()),
            false => Field::Literal(self.decoded.text.clone()),
        }
    }

    fn is_option(&self) -> bool {
        let name = self.decoded.text.trim_start_matches('-');
        self.written.starts_with('-') && name.starts_with(|c: char| c.is_ascii_alphabetic())
    }
}

/// The options of a command with the word behind each.
fn options(words: &[Word]) -> Vec<(&str, &Word)> {
    let pairs = words.iter().zip(words.iter().skip(1));
    pairs
        .filter(|(name, value)| name.is_option() && !value.is_option())
        .map(|(n, v)| (n.decoded.text.as_str(), v))
        .collect()
}

/// The words of the command that begins at `start`, and where it ends.
fn words(text: &str, start: usize) -> (Vec<Word>, usize) {
    let mut reader = Reader { text, at: start, words: Vec::new(), word: None };
    reader.run();
    (reader.words, reader.at)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    words: Vec<Word>,
    /// The word being read, and where it begins.
    word: Option<(Word, usize)>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let next = self.rest().chars().nth(1);
            let line_goes_on =
                self.rest().get(1..).is_some_and(|r| r.starts_with('\n') || r.starts_with("\r\n"));
            match c {
                '\\' | '`' if line_goes_on => {
                    self.end_word();
                    self.at += self.rest().find('\n').map_or(1, |i| i + 1);
                }
                // A trailing space after the sign is a common slip that shells do not forgive; it is not read over.
                '\n' | ';' | '|' | '&' => break,
                c if c.is_whitespace() => {
                    self.end_word();
                    self.at += c.len_utf8();
                }
                '#' if self.word.is_none() => break,
                '\'' => self.single_quoted(),
                '"' => self.double_quoted(),
                '\\' | '`' if next.is_some_and(|n| !n.is_whitespace() && !n.is_alphanumeric()) => {
                    self.escape(1, next.map_or(0, char::len_utf8));
                }
                c => self.plain(c),
            }
        }
        self.end_word();
    }

    fn end_word(&mut self) {
        if let Some((mut word, start)) = self.word.take() {
            word.written = Span::new(start, self.at).of(self.text).to_owned();
            self.words.push(word);
        }
    }

    fn word(&mut self) -> &mut Word {
        let at = self.at;
        let new = || Word { decoded: Decoded::at(at), written: String::new(), computed: false };
        &mut self.word.get_or_insert_with(|| (new(), at)).0
    }

    fn plain(&mut self, c: char) {
        let (text, span) = (self.text, Span::new(self.at, self.at + c.len_utf8()));
        let word = self.word();
        word.decoded.same(text, span);
        word.computed |= c == '$';
        self.at = span.end;
    }

    /// What stands behind a sign of `sign` bytes, taken as it is.
    fn escape(&mut self, sign: usize, length: usize) {
        let (text, span) = (self.text, Span::new(self.at, self.at + sign + length));
        let inner = Span::new(span.start + sign, span.end).of(text);
        self.word().decoded.escaped(inner, span);
        self.at = span.end;
    }

    /// Everything to the next quote; PowerShell writes a quote as two.
    fn single_quoted(&mut self) {
        self.word();
        self.at += 1;
        while let Some(c) = self.rest().chars().next() {
            if c != '\'' {
                self.same(c);
            } else if self.rest().starts_with("''") && self.powershell() {
                self.escape(1, 1);
            } else {
                self.at += 1;
                return;
            }
        }
    }

    fn double_quoted(&mut self) {
        self.word();
        self.at += 1;
        while let Some(c) = self.rest().chars().next() {
            let next = self.rest().chars().nth(1);
            match (c, next) {
                ('"', Some('"')) if self.powershell() => self.escape(1, 1),
                ('"', _) => {
                    self.at += 1;
                    return;
                }
                ('\\', Some('$' | '"' | '\\' | '`')) if !self.powershell() => self.escape(1, 1),
                ('`', Some('$' | '"' | '`')) if self.powershell() => self.escape(1, 1),
                ('$', Some(n)) if n.is_alphabetic() || matches!(n, '(' | '{' | '_') => {
                    // `<$key_case_sensitive$>` is the language's own, left unescaped by many.
                    let own = ["$key_case_sensitive$>", "$keys$"].iter().any(|k| self.rest().starts_with(k));
                    self.word().computed |= !own;
                    self.same(c);
                }
                _ => self.same(c),
            }
        }
    }

    fn same(&mut self, c: char) {
        let (text, span) = (self.text, Span::new(self.at, self.at + c.len_utf8()));
        self.word().decoded.same(text, span);
        self.at = span.end;
    }

    /// Whether the command is PowerShell's: by its name, or by its line ends.
    fn powershell(&self) -> bool {
        let own = self.words.first().is_some_and(|w| w.decoded.text.contains("-Az"));
        own || self.text.contains("`\n") || self.text.contains("`\r\n")
    }
}

/// Variables with a literal value: `name='…'`, `$name = "…"`, and PowerShell's here-strings.
fn literals(text: &str) -> Literals {
    let mut all = Literals::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some((name, value)) = line.trim().split_once('=') else { continue };
        let name = name.trim().trim_start_matches('$');
        let value = value.trim();
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        let quotes = [("'", "'"), ("\"", "\"")];
        let quoted = quotes.iter().find_map(|(o, c)| value.strip_prefix(o)?.strip_suffix(c));
        let literal = if matches!(value, "@'" | "@\"") {
            let body: Vec<&str> = lines.by_ref().take_while(|l| !matches!(l.trim(), "'@" | "\"@")).collect();
            body.join("\n")
        } else {
            let value = quoted.unwrap_or(value);
            let simple =
                !value.contains(['$', '`', '(', '\'', '"']) && (quoted.is_some() || !value.contains(' '));
            if !simple {
                continue;
            }
            value.to_owned()
        };
        all.insert(format!("${name}"), literal.clone());
        all.insert(format!("${{{name}}}"), literal.clone());
        // az in PowerShell reads long texts from a file that the script writes.
        all.insert(format!("@$(${name}File.FullName)"), literal);
    }
    all
}
