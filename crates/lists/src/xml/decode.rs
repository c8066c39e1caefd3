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
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
            let (line, column, byte) = place(bytes, error.valid_up_to());
            let what = format!("column {column}: the byte 0x{byte:02X} is not UTF-8");
            broken(line, what, REENCODED)
        });
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(|| {
        let (lossy, _) = encoding.decode_without_bom_handling(bytes);
        let before = lossy.split('\u{FFFD}').next().unwrap_or_default();
        let line = 1 + before.matches('\n').count() as u32;
        broken(line, format!("bytes that are not {}", encoding.name()), REENCODED)
    })
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

/// Line and column, both from 1, of a byte, and the byte.
fn place(bytes: &[u8], at: usize) -> (u32, usize, u8) {
    let before = &bytes[..at];
    let line = 1 + before.iter().copied().filter(|byte| *byte == b'\n').count() as u32;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let column = 1 + String::from_utf8_lossy(&before[start..]).chars().count();
    (line, column, bytes.get(at).copied().unwrap_or_default())
}
