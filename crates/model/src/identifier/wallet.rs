//! Addresses of crypto-currency wallets: which chain they could be of, and whether their check sums hold.
//!
//! Base58check needs SHA-256, which is not brought in for this alone: of Bitcoin's and Tron's older addresses the
//! alphabet, the length and the version are tested, and they stay unchecked. Bech32 (BIP 173, BIP 350) is tested whole.

use crate::Checksum;

/// Tests an address as far as its form can tell.
pub(crate) fn check(address: &str) -> Checksum {
    match form(address) {
        Some(Form::Bech32) if bech32(address) => Checksum::Valid,
        Some(Form::Bech32) => Checksum::Invalid,
        _ => Checksum::Unchecked,
    }
}

/// Whether case carries meaning in this address: in base58 it does, in hexadecimal and bech32 it does not.
pub(crate) fn has_case(address: &str) -> bool {
    !matches!(form(address), Some(Form::Bech32 | Form::Ethereum))
}

/// The forms that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Bitcoin since 2017, and Litecoin: a prefix, `1`, and 32 letters and digits that are checked.
    Bech32,
    /// Ethereum and the chains of its kind: 40 hexadecimal digits; the check in its case is not tested (EIP 55).
    Ethereum,
}

fn form(address: &str) -> Option<Form> {
    let lower = address.to_ascii_lowercase();
    if ["bc1", "tb1", "ltc1"].iter().any(|prefix| lower.starts_with(prefix)) {
        return Some(Form::Bech32);
    }
    let hex = lower.strip_prefix("0x")?;
    (hex.len() == 40 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then_some(Form::Ethereum)
}

/// The check of BIP 173 (constant 1) or BIP 350 (`0x2bc830a3`).
fn bech32(address: &str) -> bool {
    const ALPHABET: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let lower = address.to_ascii_lowercase();
    let Some((prefix, data)) = lower.rsplit_once('1').filter(|(_, data)| (6..=90).contains(&data.len()))
    else {
        return false;
    };
    let values: Option<Vec<u32>> =
        data.bytes().map(|b| ALPHABET.iter().position(|a| *a == b).map(|p| p as u32)).collect();
    let Some(values) = values else { return false };
    let high = prefix.bytes().map(|b| u32::from(b >> 5));
    let low = prefix.bytes().map(|b| u32::from(b & 31));
    matches!(polymod(high.chain([0]).chain(low).chain(values)), 1 | 0x2bc8_30a3)
}

fn polymod(values: impl Iterator<Item = u32>) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let mut sum = 1;
    for value in values {
        let top = sum >> 25;
        sum = (sum & 0x1ff_ffff) << 5 ^ value;
        for (bit, generator) in GENERATOR.iter().enumerate() {
            if top >> bit & 1 == 1 {
                sum ^= generator;
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    //! 1. The examples of BIP 173 and BIP 350 hold; with one letter changed they do not.
    //! 2. Case is kept where it carries meaning.

    use super::*;

    #[test]
    fn bech32_addresses() {
        let valid = [
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        ];
        for address in valid {
            assert_eq!(check(address), Checksum::Valid, "{address}");
            assert_eq!(check(&address.replace(['4', '9'], "5")), Checksum::Invalid, "{address}");
        }
        assert_eq!(check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), Checksum::Unchecked);
    }

    #[test]
    fn case() {
        assert!(has_case("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
        assert!(!has_case("0x7F367cC41522cE07553e823bf3be79A889DEbe1B"));
    }
}
