//! Zip archives made by hand, stored without packing, for the tests of sheets.

/// One member: its path, its bytes as they stand in the archive, the size that the directory states, its method.
pub struct Member<'a> {
    pub path: &'a str,
    pub packed: Vec<u8>,
    pub stated: u32,
    pub method: u16,
    pub crc: u32,
}

impl<'a> Member<'a> {
    /// A member that is not packed.
    pub fn stored(path: &'a str, bytes: &[u8]) -> Self {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        Self { path, packed: bytes.to_vec(), stated: bytes.len() as u32, method: 0, crc: crc.sum() }
    }

    /// A packed member.
    pub fn packed(path: &'a str, bytes: &[u8]) -> Self {
        use std::io::Write;
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        Self { packed: encoder.finish().unwrap(), method: 8, ..Self::stored(path, bytes) }
    }
}

/// An archive of these members.
pub fn zip(members: &[Member<'_>]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let offset = bytes.len() as u32;
        let mut common = Vec::new();
        common.extend(20_u16.to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        common.extend(member.method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(member.crc.to_le_bytes());
        common.extend((member.packed.len() as u32).to_le_bytes());
        common.extend(member.stated.to_le_bytes());
        common.extend((member.path.len() as u16).to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(member.path.bytes());
        bytes.extend(&member.packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(member.path.bytes());
    }
    let start = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([members.len() as u16; 2].iter().flat_map(|n| n.to_le_bytes()));
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}
