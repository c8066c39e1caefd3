//! Objects of JSON lines, of a JSON array, and of objects laid out over several lines.

use serde_json::Value;
use tamis_model::{Problem, Severity};

use crate::row::{Body, Row};
use crate::text::Text;

/// Longest object that is read, in bytes. Largest real one: 1.3 MB (a merged company of OpenSanctions).
const MAX_OBJECT: usize = 64 << 20;

/// The objects of a file, one by one.
pub(crate) struct Objects<'a> {
    pub(crate) text: Text<'a>,
    /// One object a line; otherwise objects anywhere, between brackets and commas.
    pub(crate) lines: bool,
    pub(crate) line: u32,
    pub(crate) number: u32,
    /// How far the pending text was scanned for the end of an object, and in which state.
    scan: Scan,
}

#[derive(Default, Clone, Copy)]
struct Scan {
    at: usize,
    start: Option<usize>,
    depth: u32,
    in_string: bool,
    escaped: bool,
}

impl<'a> Objects<'a> {
    pub(crate) fn new(text: Text<'a>, lines: bool) -> Self {
        Self { text, lines, line: 1, number: 0, scan: Scan::default() }
    }

    /// The next object; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Result<Row, Problem>> {
        loop {
            let found = if self.lines { self.line_end() } else { self.object_end() };
            match found {
                Some((start, end)) => {
                    let answer = self.parse(start, end);
                    self.skip(end);
                    if let Some(answer) = answer {
                        return Some(answer);
                    }
                }
                None if self.text.pending().len() > MAX_OBJECT => {
                    let message = format!("an object of more than {} MB", MAX_OBJECT >> 20);
                    let all = self.text.pending().len();
                    let problem = self.problem(message, "the rest of the file is not read");
                    self.skip(all);
                    self.text = Text::empty();
                    return Some(Err(problem));
                }
                None => match self.text.read_more() {
                    Ok(true) => {}
                    Ok(false) => return self.rest(),
                    Err(e) => {
                        self.text = Text::empty();
                        return Some(Err(self.problem(format!("cannot be read further: {e}"), "")));
                    }
                },
            }
        }
    }

    /// What stands after the last whole object.
    fn rest(&mut self) -> Option<Result<Row, Problem>> {
        let length = self.text.pending().len();
        let start = if self.lines { Some(0) } else { self.scan.start };
        let answer = start.filter(|s| *s < length).and_then(|start| self.parse(start, length));
        self.skip(length);
        answer
    }

    fn skip(&mut self, bytes: usize) {
        let lines = self.text.pending()[..bytes].bytes().filter(|b| *b == b'\n').count();
        self.line = self.line.saturating_add(lines as u32);
        self.text.consume(bytes);
        self.scan = Scan::default();
    }

    fn line_end(&mut self) -> Option<(usize, usize)> {
        let pending = self.text.pending().as_bytes();
        let end = pending[self.scan.at..].iter().position(|b| *b == b'\n');
        let found = end.map(|e| (0, self.scan.at + e + 1));
        self.scan.at = if found.is_some() { 0 } else { pending.len() };
        found
    }

    fn object_end(&mut self) -> Option<(usize, usize)> {
        let scan = &mut self.scan;
        for (at, byte) in self.text.pending().bytes().enumerate().skip(scan.at) {
            scan.at = at + 1;
            if scan.in_string {
                match byte {
                    _ if scan.escaped => scan.escaped = false,
                    b'\\' => scan.escaped = true,
                    b'"' => scan.in_string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' if scan.depth > 0 => scan.in_string = true,
                b'{' => {
                    scan.start.get_or_insert(at);
                    scan.depth = scan.depth.saturating_add(1);
                }
                b'}' => {
                    scan.depth = scan.depth.saturating_sub(1);
                    if let (0, Some(start)) = (scan.depth, scan.start) {
                        return Some((start, at + 1));
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn parse(&mut self, start: usize, end: usize) -> Option<Result<Row, Problem>> {
        let pending = self.text.pending();
        let before = pending[..start].bytes().filter(|b| *b == b'\n').count() as u32;
        let text = pending[start..end].trim();
        if text.is_empty() {
            return None;
        }
        self.number += 1;
        let line = self.line.saturating_add(before);
        Some(match serde_json::from_str(text) {
            Ok(Value::Object(object)) => {
                Ok(Row { number: self.number, line, body: Body::Object(object), problems: Vec::new() })
            }
            Ok(_) => {
                Err(Problem::new(Severity::Error, line, "", "no JSON object").hint("write one object a line"))
            }
            Err(e) => {
                let message = format!("no JSON: {}", without_place(&e));
                Err(Problem::new(Severity::Error, line, "", message)
                    .hint(format!("look at column {}", e.column())))
            }
        })
    }

    fn problem(&self, message: String, hint: &str) -> Problem {
        Problem::new(Severity::Error, self.line, "", message).hint(hint)
    }
}

/// The parser's words without its own line and column, which count from the object's start.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split_once(" at line ").map_or(text.clone(), |(words, _)| words.to_owned())
}
