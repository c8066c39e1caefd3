//! Eight small numbers that are added and compared at once: one register of every 64-bit Intel and AMD processor, and
//! eight numbers elsewhere.

/// How many.
pub(super) const LANES: usize = 8;

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod register {
    use safe_arch::{
        add_i16_m128i, byte_shl_imm_u128_m128i, extract_i16_as_i32_m128i, insert_i16_from_i32_m128i, m128i,
        min_i16_m128i, set_i64_m128i_s, set_splat_i16_m128i, shuffle_ai_f32_all_m128i,
        shuffle_ai_i16_l64all_m128i, unpack_low_i8_m128i, zeroed_m128i,
    };

    use super::LANES;

    /// See the module.
    #[derive(Debug, Clone, Copy)]
    pub(in super::super) struct Eight(m128i);

    impl Eight {
        #[inline]
        pub(in super::super) fn of(numbers: [i16; LANES]) -> Self {
            Self(numbers.into())
        }

        #[inline]
        pub(in super::super) fn of_bytes(bytes: [u8; LANES]) -> Self {
            Self(unpack_low_i8_m128i(set_i64_m128i_s(i64::from_le_bytes(bytes)), zeroed_m128i()))
        }

        #[inline]
        pub(in super::super) fn all(number: i16) -> Self {
            Self(set_splat_i16_m128i(number))
        }

        #[inline]
        pub(in super::super) fn plus(self, other: Self) -> Self {
            Self(add_i16_m128i(self.0, other.0))
        }

        #[inline]
        pub(in super::super) fn min(self, other: Self) -> Self {
            Self(min_i16_m128i(self.0, other.0))
        }

        /// Each number moved to a higher lane, by as many bytes as two a lane; zeros come in.
        #[inline]
        pub(in super::super) fn up<const BYTES: i32>(self) -> Self {
            Self(byte_shl_imm_u128_m128i::<BYTES>(self.0))
        }

        #[inline]
        pub(in super::super) fn with_first(self, number: i16) -> Self {
            Self(insert_i16_from_i32_m128i::<0>(self.0, i32::from(number)))
        }

        #[inline]
        pub(in super::super) fn last(self) -> i16 {
            extract_i16_as_i32_m128i::<7>(self.0) as i16
        }

        #[inline]
        pub(in super::super) fn least(self) -> i16 {
            let two = min_i16_m128i(self.0, shuffle_ai_f32_all_m128i::<0b01_00_11_10>(self.0));
            let four = min_i16_m128i(two, shuffle_ai_f32_all_m128i::<0b10_11_00_01>(two));
            let all = min_i16_m128i(four, shuffle_ai_i16_l64all_m128i::<0b10_11_00_01>(four));
            extract_i16_as_i32_m128i::<0>(all) as i16
        }

        #[inline]
        pub(in super::super) fn numbers(self) -> [i16; LANES] {
            self.0.into()
        }
    }
}

#[cfg(any(test, not(all(target_arch = "x86_64", target_feature = "sse2"))))]
mod array {
    use super::LANES;

    /// See the module.
    #[derive(Debug, Clone, Copy)]
    pub(in super::super) struct Eight([i16; LANES]);

    impl Eight {
        pub(in super::super) fn of(numbers: [i16; LANES]) -> Self {
            Self(numbers)
        }

        pub(in super::super) fn of_bytes(bytes: [u8; LANES]) -> Self {
            Self(bytes.map(i16::from))
        }

        pub(in super::super) fn all(number: i16) -> Self {
            Self([number; LANES])
        }

        pub(in super::super) fn plus(self, other: Self) -> Self {
            Self(std::array::from_fn(|lane| self.0[lane].wrapping_add(other.0[lane])))
        }

        pub(in super::super) fn min(self, other: Self) -> Self {
            Self(std::array::from_fn(|lane| self.0[lane].min(other.0[lane])))
        }

        /// Each number moved to a higher lane, by as many bytes as two a lane; zeros come in.
        pub(in super::super) fn up<const BYTES: i32>(self) -> Self {
            let lanes = BYTES as usize / 2;
            Self(std::array::from_fn(|lane| lane.checked_sub(lanes).map_or(0, |from| self.0[from])))
        }

        pub(in super::super) fn with_first(mut self, number: i16) -> Self {
            self.0[0] = number;
            self
        }

        pub(in super::super) fn last(self) -> i16 {
            self.0[LANES - 1]
        }

        pub(in super::super) fn least(self) -> i16 {
            self.0.into_iter().fold(i16::MAX, i16::min)
        }

        pub(in super::super) fn numbers(self) -> [i16; LANES] {
            self.0
        }
    }
}

#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
pub(super) use array::Eight;
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
pub(super) use register::Eight;

#[cfg(all(test, target_arch = "x86_64", target_feature = "sse2"))]
mod tests {
    //! The register says what eight numbers say.

    use proptest::prelude::*;

    use super::{LANES, array, register};

    proptest! {
        #[test]
        fn same(a in any::<[i16; LANES]>(), b in any::<[i16; LANES]>(), bytes in any::<[u8; LANES]>()) {
            let (x, y) = (register::Eight::of(a), register::Eight::of(b));
            let (p, q) = (array::Eight::of(a), array::Eight::of(b));
            prop_assert_eq!(x.numbers(), p.numbers());
            prop_assert_eq!(x.plus(y).numbers(), p.plus(q).numbers());
            prop_assert_eq!(x.min(y).numbers(), p.min(q).numbers());
            prop_assert_eq!(x.up::<2>().numbers(), p.up::<2>().numbers());
            prop_assert_eq!(x.up::<4>().numbers(), p.up::<4>().numbers());
            prop_assert_eq!(x.up::<8>().numbers(), p.up::<8>().numbers());
            prop_assert_eq!(x.with_first(b[0]).numbers(), p.with_first(b[0]).numbers());
            prop_assert_eq!((x.last(), x.least()), (p.last(), p.least()));
            prop_assert_eq!(register::Eight::all(a[0]).numbers(), array::Eight::all(a[0]).numbers());
            prop_assert_eq!(register::Eight::of_bytes(bytes).numbers(), array::Eight::of_bytes(bytes).numbers());
        }
    }
}
