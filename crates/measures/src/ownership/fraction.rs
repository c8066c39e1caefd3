//! Exact fractions: a share of a company is a ratio of whole numbers, and the law turns on whether it is one half.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedSub, ToPrimitive, Zero};

/// A fraction of the whole, exact: `1/2`, `499/1000`. Shares lie between 0 and 1; nothing here enforces that.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fraction(Ratio<i64>);

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));
    /// The whole.
    pub const WHOLE: Self = Self(Ratio::new_raw(1, 1));
    /// One half.
    pub const HALF: Self = Self(Ratio::new_raw(1, 2));

    /// A fraction in lowest terms; `None` when the denominator is zero.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0 && denominator != i64::MIN && numerator != i64::MIN)
            .then(|| Self(Ratio::new(numerator, denominator)))
    }

    /// Per cent; `percent(50)` is one half.
    pub fn percent(whole: i64) -> Self {
        Self(Ratio::new(whole, 100))
    }

    /// Numerator, in lowest terms.
    pub fn numerator(self) -> i64 {
        *self.0.numer()
    }

    /// Denominator, in lowest terms, positive.
    pub fn denominator(self) -> i64 {
        *self.0.denom()
    }

    /// Understands a fraction (`1/3`), a percentage (`49.9`, `49,9 %`, `1e-2`), which is what a bare number is.
    /// Answers the smallest and the largest value that the text can mean: they differ only where it has more
    /// decimals than [`Self::DECIMALS_MAX`]. `None` when it is no number.
    pub fn parse_span(text: &str) -> Option<(Self, Self)> {
        let text = text.trim();
        let bare = text.strip_suffix('%').unwrap_or(text).trim_end();
        if let Some((above, below)) = bare.split_once('/') {
            let fraction = Self::new(whole(above)?, whole(below).filter(|b| *b > 0)?)?;
            return Some((fraction, fraction));
        }
        decimal_percent(bare)
    }

    /// Decimals of a percentage that are kept exactly; registers print at most 15 (the digits of a double).
    pub const DECIMALS_MAX: usize = 15;

    /// For people: `50%`, `53.33…%` where the decimals do not end within two.
    pub fn as_percent(self) -> String {
        let (num, den) = (i128::from(self.numerator()), i128::from(self.denominator()));
        percent_text(num, den)
    }
}

/// A whole number without signs or separators.
fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    (!digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A decimal number of per cent, with point or comma and an optional exponent.
fn decimal_percent(text: &str) -> Option<(Fraction, Fraction)> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|e| e.abs() <= 15)?),
        None => (text, 0),
    };
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (units, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    if (units.is_empty() && decimals.is_empty())
        || !units.bytes().chain(decimals.bytes()).all(|c| c.is_ascii_digit())
    {
        return None;
    }
    let decimals = decimals.trim_end_matches('0');
    let kept = &decimals[..decimals.len().min(Fraction::DECIMALS_MAX)];
    let number: i128 = format!("{units}{kept}").parse().ok()?;
    let scale = kept.len() as i32 + 2 - exponent; // two more: per cent
    let ratio = |n: i128| -> Option<Fraction> {
        let power = 10i128.checked_pow(scale.unsigned_abs())?;
        let ratio = if scale >= 0 { Ratio::new(n, power) } else { Ratio::from(n.checked_mul(power)?) };
        Fraction::new(i64::try_from(*ratio.numer()).ok()?, i64::try_from(*ratio.denom()).ok()?)
    };
    let cut = i128::from(decimals.len() > kept.len());
    let (near, far) = (ratio(number)?, ratio(number + cut)?);
    let flip = |f: Fraction| Fraction(-f.0);
    Some(if negative { (flip(far), flip(near)) } else { (near, far) })
}

/// A ratio as per cent with at most two decimals; what is cut off is shown by `…`.
fn percent_text(num: i128, den: i128) -> String {
    let hundredths = num.saturating_mul(10_000);
    let (units, rest) = (hundredths / den, hundredths % den);
    let more = if rest == 0 { "" } else { "…" };
    let text = match (units / 100, units % 100) {
        (whole, 0) if rest == 0 => format!("{whole}"),
        (whole, part) if part % 10 == 0 && rest == 0 => format!("{whole}.{}", part / 10),
        (whole, part) => format!("{whole}.{part:02}"),
    };
    format!("{text}{more}%")
}

impl fmt::Display for Fraction {
    /// In lowest terms: `1/2`, `0`, `1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> serde::Deserialize<'de> for Fraction {
    /// From `"1/2"`.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_span(&text)
            .map(|(value, _)| value)
            .ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no fraction")))
    }
}

/// An exact sum of fractions. Fits 128 bits nearly always; denominators that share nothing (40 owners with a prime
/// number of shares each) outgrow that, and the sum goes on in numbers of any size.
#[derive(Debug, Clone)]
pub enum Sum {
    /// Fits 128 bits.
    Narrow(Ratio<i128>),
    /// Does not.
    Wide(Box<BigRational>),
}

impl Default for Sum {
    fn default() -> Self {
        Self::Narrow(Ratio::zero())
    }
}

fn narrow(fraction: Fraction) -> Ratio<i128> {
    Ratio::new_raw(i128::from(fraction.numerator()), i128::from(fraction.denominator()))
}

impl Sum {
    fn wide(&self) -> BigRational {
        match self {
            Self::Narrow(n) => BigRational::new_raw(BigInt::from(*n.numer()), BigInt::from(*n.denom())),
            Self::Wide(w) => (**w).clone(),
        }
    }

    /// Adds a fraction.
    pub fn add(&mut self, fraction: Fraction) {
        *self = self.plus(&Self::from(fraction));
    }

    /// The sum of both.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        if let (Self::Narrow(a), Self::Narrow(b)) = (self, other)
            && let Some(sum) = a.checked_add(b)
        {
            return Self::Narrow(sum);
        }
        Self::Wide(Box::new(self.wide() + other.wide()))
    }

    /// What remains of it without the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        if let (Self::Narrow(a), Self::Narrow(b)) = (self, other)
            && let Some(difference) = a.checked_sub(b)
        {
            return Self::Narrow(difference);
        }
        Self::Wide(Box::new(self.wide() - other.wide()))
    }

    /// The product of both.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        if let (Self::Narrow(a), Self::Narrow(b)) = (self, other)
            && let Some(product) = num_traits::CheckedMul::checked_mul(a, b)
        {
            return Self::Narrow(product);
        }
        Self::Wide(Box::new(self.wide() * other.wide()))
    }

    /// The quotient of both; itself when the other is zero.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        let divisor = other.wide();
        if divisor.is_zero() {
            return self.clone();
        }
        let quotient = self.wide() / divisor;
        match (quotient.numer().to_i128(), quotient.denom().to_i128()) {
            (Some(num), Some(den)) => Self::Narrow(Ratio::new_raw(num, den)),
            _ => Self::Wide(Box::new(quotient)),
        }
    }

    /// As a fraction of 64 bits, where it fits.
    pub fn as_fraction(&self) -> Option<Fraction> {
        let Self::Narrow(n) = self else { return None };
        Fraction::new(i64::try_from(*n.numer()).ok()?, i64::try_from(*n.denom()).ok()?)
    }

    /// The smaller of both.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// The larger of both.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        if other > self { other } else { self }
    }

    /// For people: per cent with at most two decimals.
    pub fn as_percent(&self) -> String {
        match self {
            Self::Narrow(n) => match n.numer().checked_mul(10_000) {
                Some(_) => percent_text(*n.numer(), *n.denom()),
                None => Self::Wide(Box::new(self.wide())).as_percent(),
            },
            Self::Wide(w) => {
                let hundredths = (**w).clone() * BigInt::from(10_000);
                percent_text(hundredths.to_integer().to_i128().unwrap_or(i128::MAX / 10_000), 10_000)
            }
        }
    }
}

impl From<Fraction> for Sum {
    fn from(fraction: Fraction) -> Self {
        Self::Narrow(narrow(fraction))
    }
}

impl PartialEq for Sum {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Sum {}

impl PartialOrd for Sum {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sum {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Narrow(a), Self::Narrow(b)) => a.cmp(b),
            _ => self.wide().cmp(&other.wide()),
        }
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Narrow(n) => n.fmt(f),
            Self::Wide(w) => w.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_number_is_per_cent_and_a_slash_is_a_fraction() {
        for (text, num, den) in [
            ("50", 1, 2),
            ("49.9", 499, 1000),
            ("49,9 %", 499, 1000),
            ("1/3", 1, 3),
            ("0.5", 1, 200),
            ("33.333333333333336", 4_166_666_666_666_667, 12_500_000_000_000_000),
            ("1e1", 1, 10),
            ("-5", -1, 20),
        ] {
            assert_eq!(Fraction::parse_span(text).map(|p| p.0), Fraction::new(num, den), "{text}");
        }
        for text in ["", "half", "1/0", "5.5.5", "1/x", "--5", "1/-2", "1e400"] {
            assert_eq!(Fraction::parse_span(text), None, "{text:?}");
        }
    }

    #[test]
    fn decimals_beyond_what_is_kept_widen_and_never_round_over_the_half() {
        let (low, high) = Fraction::parse_span("49.99999999999999999999").expect("a number");
        assert!(low < Fraction::HALF && high == Fraction::HALF, "{low} {high}");
    }

    #[test]
    fn sums_stay_exact_when_they_outgrow_128_bits() {
        let primes: Vec<i64> = (2..400).filter(|n| (2..*n).all(|d| n % d != 0)).collect();
        let mut sum = Sum::default();
        for p in &primes {
            sum.add(Fraction::new(1, *p).expect("prime"));
        }
        assert!(matches!(sum, Sum::Wide(_)));
        for p in &primes[1..] {
            sum = sum.minus(&Sum::from(Fraction::new(1, *p).expect("prime")));
        }
        assert_eq!(sum, Sum::from(Fraction::HALF));
    }

    #[test]
    fn people_read_per_cent() {
        assert_eq!(Fraction::HALF.as_percent(), "50%");
        assert_eq!(Fraction::new(8, 15).expect("fraction").as_percent(), "53.33…%");
        assert_eq!(Fraction::new(499, 1000).expect("fraction").as_percent(), "49.9%");
    }
}
