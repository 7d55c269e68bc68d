//! Ids that nobody needs to guess again: of requests, tokens, codes.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rolewright_condition::guid::Guid;

/// A random GUID, version 4.
pub(crate) fn guid() -> Guid {
    let random: u128 = rand::random();
    Guid::from_u128(random & !(0xf << 76) & !(0xc << 60) | 0x4 << 76 | 0x8 << 60)
}

/// A secret of 256 bits for a URL.
pub(crate) fn secret() -> String {
    let bytes: [u8; 32] = rand::random();
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_fresh_and_of_version_four() {
        let text = guid().to_string();
        assert_eq!((text.get(14..15), text.len()), (Some("4"), 36));
        assert!(text.get(19..20).is_some_and(|c| "89ab".contains(c)));
        assert_ne!(guid(), guid());
        assert_eq!(secret().len(), 43);
    }
}
