//! Bytes to text: which encoding a file is in, and a reader that hands out its text piece by piece.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use tamis_model::{Problem, Severity};

/// Bytes that are read at a time, and by which an encoding is judged. Large enough that a table in Latin-1 shows one
/// of its accents in it; a later accent is still caught, see [`Text::read_more`].
const CHUNK: usize = 64 * 1024;

/// The text of a file, decoded as it is read; holds no more than what is asked for.
pub(crate) struct Text<'a> {
    source: Box<dyn Read + Send + 'a>,
    /// Bytes read and not yet decoded.
    bytes: Vec<u8>,
    decoder: Decoder,
    encoding: &'static Encoding,
    /// Whether the encoding is certain: by a mark, by zero bytes, or by having been chosen already.
    settled: bool,
    /// Text decoded and not yet consumed starts at `start`.
    decoded: String,
    start: usize,
    ended: bool,
    notes: Vec<Problem>,
    /// Whether characters outside of ASCII were seen while the text was UTF-8.
    seen_utf8: bool,
}

impl<'a> Text<'a> {
    /// Starts on a source and judges its encoding by its first bytes.
    pub(crate) fn new(source: Box<dyn Read + Send + 'a>) -> io::Result<Self> {
        let mut text = Self { source, ended: false, ..Self::empty() };
        text.fill()?;
        text.judge();
        text.read_more()?;
        Ok(text)
    }

    /// No text at all.
    pub(crate) fn empty() -> Self {
        Self {
            source: Box::new(io::empty()),
            bytes: Vec::new(),
            decoder: UTF_8.new_decoder_without_bom_handling(),
            encoding: UTF_8,
            settled: false,
            decoded: String::new(),
            start: 0,
            ended: true,
            notes: Vec::new(),
            seen_utf8: false,
        }
    }

    /// What was read and not yet consumed.
    pub(crate) fn pending(&self) -> &str {
        &self.decoded[self.start..]
    }

    /// Marks the first `bytes` of what is pending as done with.
    pub(crate) fn consume(&mut self, bytes: usize) {
        self.start += bytes;
    }

    /// Whether everything was read.
    pub(crate) fn ended(&self) -> bool {
        self.ended && self.bytes.is_empty()
    }

    /// What is to be said about the encoding; each once.
    pub(crate) fn take_notes(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.notes)
    }

    /// Reads and decodes more; `false` at the end.
    ///
    /// A text that began as UTF-8 and shows bytes that are none is read on in the encoding that these bytes suggest,
    /// with a note; where it had already shown characters of UTF-8, only the odd bytes are replaced, each by the
    /// character that it is in windows-1252.
    pub(crate) fn read_more(&mut self) -> io::Result<bool> {
        if self.start > 0 {
            self.decoded.drain(..self.start);
            self.start = 0;
        }
        // What is left over is the start of a character that the chunk's end cut.
        self.fill()?;
        if self.bytes.is_empty() {
            return Ok(false);
        }
        if self.encoding == UTF_8 {
            self.decode_utf8();
        } else {
            self.decode();
        }
        Ok(true)
    }

    fn fill(&mut self) -> io::Result<()> {
        while !self.ended && self.bytes.len() < CHUNK {
            let before = self.bytes.len();
            self.bytes.resize(CHUNK, 0);
            let got = loop {
                match self.source.read(&mut self.bytes[before..]) {
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                    other => break other,
                }
            };
            self.bytes.truncate(before + *got.as_ref().unwrap_or(&0));
            self.ended = got? == 0;
        }
        Ok(())
    }

    /// Decides by a byte-order mark or by the zero bytes of UTF-16; everything else starts as UTF-8.
    fn judge(&mut self) {
        if let Some((encoding, mark)) = Encoding::for_bom(&self.bytes) {
            self.bytes.drain(..mark);
            self.settle(encoding);
        } else if let Some(encoding) = utf16_without_mark(&self.bytes) {
            self.settle(encoding);
            self.note(format!("read as {}, as its zero bytes suggest", encoding.name()));
        }
    }

    fn settle(&mut self, encoding: &'static Encoding) {
        self.encoding = encoding;
        self.decoder = encoding.new_decoder_without_bom_handling();
        self.settled = true;
    }

    fn note(&mut self, message: String) {
        let hint = "save the file as UTF-8 if letters look wrong";
        self.notes.push(Problem::new(Severity::Note, 0, "", message).hint(hint));
    }

    fn decode_utf8(&mut self) {
        loop {
            match std::str::from_utf8(&self.bytes) {
                Ok(valid) => {
                    self.seen_utf8 |= !valid.is_ascii();
                    self.decoded.push_str(valid);
                    return self.bytes.clear();
                }
                Err(error) => {
                    let valid = error.valid_up_to();
                    let text = String::from_utf8_lossy(&self.bytes[..valid]);
                    self.seen_utf8 |= !text.is_ascii();
                    self.decoded.push_str(&text);
                    self.bytes.drain(..valid);
                    match error.error_len() {
                        // A character that the chunk's end cuts: the next one brings the rest.
                        None if !self.ended => return,
                        length => self.odd_bytes(length.unwrap_or(self.bytes.len())),
                    }
                    if self.encoding != UTF_8 {
                        return self.decode();
                    }
                }
            }
        }
    }

    /// Bytes that are no UTF-8 stand first.
    fn odd_bytes(&mut self, length: usize) {
        if !self.settled && !self.seen_utf8 {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(&self.bytes, self.ended);
            let guess = detector.guess(None, Utf8Detection::Deny);
            self.settle(guess);
            return self.note(format!("not UTF-8; read as {}, as its letters suggest", guess.name()));
        }
        let (character, _) = WINDOWS_1252.decode_without_bom_handling(&self.bytes[..length]);
        let message = format!("bytes that are not UTF-8 among UTF-8, read as {character:?}");
        self.decoded.push_str(&character);
        self.bytes.drain(..length);
        if self.notes.len() < MAX_NOTES {
            self.notes.push(Problem::new(Severity::Warning, 0, "", message));
        }
    }

    fn decode(&mut self) {
        let mut read = 0;
        loop {
            let room = self.decoder.max_utf8_buffer_length(self.bytes.len() - read).unwrap_or(CHUNK);
            self.decoded.reserve(room);
            let (result, used, _) =
                self.decoder.decode_to_string(&self.bytes[read..], &mut self.decoded, self.ended);
            read += used;
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        self.bytes.clear();
    }
}

/// Notes about single odd bytes that are kept; a file that is not text at all would give millions. Real files: 0.
const MAX_NOTES: usize = 20;

/// UTF-16 without a mark: text in Latin letters has a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 {
        return None;
    }
    let zeros = |at: usize| sample.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = sample.len() / 2;
    if odd * 10 >= half * 3 && even * 20 < half {
        return Some(UTF_16LE);
    }
    (even * 10 >= half * 3 && odd * 20 < half).then_some(UTF_16BE)
}
