//! Identifiers that look like those of the service, and are the same in every run.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What every lease id of the service begins with: `{"alg":"dir","enc":"A256CBC-HS512"}`.
const LEASE_HEADER: &str = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0";

/// An odd number, so that to multiply by it maps no two numbers to one; its bits are those of the golden ratio.
const SCATTER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The id of the queue of that name: 32 hex digits, the FNV-1a hash of the name.
pub(crate) fn queue_id(name: &str) -> String {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let hash = name.bytes().fold(BASIS, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    });
    format!("{hash:032x}")
}

/// The id of the message with that number: 32 hex digits, different for every number.
pub(crate) fn message_id(number: u64) -> String {
    let filler = fastrand::Rng::with_seed(number).u64(..);
    format!("{:016x}{filler:016x}", number.wrapping_mul(SCATTER))
}

/// The id of the lease with that number: 159 characters in the form of a JWE, different for every number.
pub(crate) fn lease_id(number: u64) -> String {
    let mut random = fastrand::Rng::with_seed(number);
    let vector = (u128::from(number.wrapping_mul(SCATTER)) << 64) | u128::from(random.u64(..));
    let mut block = || std::array::from_fn::<u8, 32, _>(|_| random.u8(..));
    let [text, tag] = [block(), block()].map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
    let vector = URL_SAFE_NO_PAD.encode(vector.to_be_bytes());
    format!("{LEASE_HEADER}..{vector}.{text}.{tag}")
}

/// What the gateway calls the request with that number, and the place where it was served; no place has this name.
pub(crate) fn ray(number: u64) -> String {
    format!("{:016x}-TST", number.wrapping_mul(SCATTER))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_queue_id_comes_from_its_name() {
        // The published vectors of FNV-1a with 128 bits.
        assert_eq!(queue_id(""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(queue_id("a"), "d228cb696f1a8caf78912b704e4a8964");
    }

    #[test]
    fn identifiers_differ_and_have_the_length_of_the_real_ones() {
        let ids: HashSet<_> = (0..10_000).map(message_id).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| id.len() == 32));
        let leases: HashSet<_> = (0..10_000).map(lease_id).collect();
        assert_eq!(leases.len(), 10_000);
        assert!(leases.iter().all(|lease| lease.len() == 159));
        assert_eq!(lease_id(7), lease_id(7));
    }
}
