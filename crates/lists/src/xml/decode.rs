//! From bytes to text: by byte-order mark, else by the XML declaration, else UTF-8.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::{InputFile, ReadError};

/// Decodes an XML file. Bytes that do not belong to the encoding refuse the file: a name with a hole in it would be
/// another name.
pub(crate) fn decode<'a>(file: &InputFile<'a>) -> Result<Cow<'a, str>, ReadError> {
    let broken = |line: u32, what: String, hint: &str| ReadError::Broken {
        file: file.name.into(),
        line,
        what,
        hint: hint.into(),
    };
    let unknown = |label: String| {
        let what = format!("the XML declaration names an encoding that is not known: {label:?}");
        broken(1, what, "save the file as UTF-8")
    };
    let (encoding, mark) =
        Encoding::for_bom(file.bytes).map_or_else(|| Ok((declared(file.bytes).map_err(unknown)?, 0)), Ok)?;
    let bytes = &file.bytes[mark..];
    let (text, valid) = decoded(encoding, bytes);
    let valid = &text.as_bytes()[..valid];
    if let Some(at) = valid.iter().position(|byte| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) {
        let (line, column) = place(&valid[..at]);
        let what =
            format!("column {column}: the control character 0x{:02X} is not allowed in XML", valid[at]);
        return Err(broken(line, what, REENCODED));
    }
    if valid.len() < text.len() {
        let (line, column) = place(valid);
        let what = format!("column {column}: bytes that are not {}", encoding.name());
        return Err(broken(line, what, REENCODED));
    }
    Ok(text)
}

/// The text, and up to where it is what the bytes say: what is not in the encoding shows as U+FFFD.
fn decoded<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> (Cow<'a, str>, usize) {
    if encoding == UTF_8
        && let Err(error) = std::str::from_utf8(bytes)
    {
        return (String::from_utf8_lossy(bytes), error.valid_up_to());
    }
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let valid = if damaged { text.find('\u{FFFD}') } else { None };
    let valid = valid.unwrap_or(text.len());
    (text, valid)
}

const REENCODED: &str =
    "the file was damaged or re-encoded on its way; fetch it again from its publisher and keep its bytes";

/// The encoding that the first bytes or the declaration tell; `Err` with the label when that is unknown.
fn declared(bytes: &[u8]) -> Result<&'static Encoding, String> {
    match bytes {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(256)];
    let head: String = head.iter().take_while(|byte| byte.is_ascii()).map(|byte| char::from(*byte)).collect();
    let Some(declaration) = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next())
    else {
        return Ok(UTF_8);
    };
    let Some((_, after)) = declaration.split_once("encoding") else { return Ok(UTF_8) };
    let label = after.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
    let Some(quote) = label.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return Ok(UTF_8) };
    let label = label[1..].split(quote).next().unwrap_or_default();
    let found = Encoding::for_label(label.as_bytes()).ok_or_else(|| label.to_owned())?;
    // The declaration was read byte by byte, so the text cannot be in UTF-16, whatever it says.
    Ok(if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
}

/// Line and column, both from 1, of what follows these bytes.
fn place(before: &[u8]) -> (u32, usize) {
    let line = 1 + before.iter().copied().filter(|byte| *byte == b'\n').count() as u32;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    (line, 1 + String::from_utf8_lossy(&before[start..]).chars().count())
}
