//! A country as a shipment names it, with the answers that a country's mere code does not give.

use jiff::civil::Date;
use tamis_model::Country;

/// Where something comes from, goes to or passes through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Place {
    /// Nothing is stated.
    #[default]
    Missing,
    /// A country of today.
    Known(Country),
    /// "EU": some member state, not said which.
    Union,
    /// A state that is no more: the text, and what to ask for instead.
    Former(String, &'static str),
    /// A text that names no country that is known.
    Unknown(String),
}

/// ISO 3166-1 alpha-2 codes in use, with `xk` (Kosovo) and `xi` (Northern Ireland in customs matters).
const CODES: Codes = Codes::of(
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv \
    bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm \
    fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm \
    jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr \
    ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs \
    ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz \
    ua ug um us uy uz va vc ve vg vi vn vu wf ws xi xk ye yt za zm zw",
);

/// States that are no more: ISO 3166-3 code, and names by which papers still call them; then what to ask.
const FORMER: &[(&[&str], &str)] = &[
    (
        &["su", "sun", "ussr", "cccp", "soviet union", "sssr", "udssr", "urss"],
        "the Soviet Union ended in 1991; name the present country",
    ),
    (
        &["yu", "yug", "yugoslavia", "jugoslavija", "jugoslawien", "yougoslavie"],
        "Yugoslavia ended in 2003; name the present country",
    ),
    (
        &["cs", "scg", "serbia and montenegro"],
        "Czechoslovakia and Serbia and Montenegro, which both had this code, are no more; name the present country",
    ),
    (&["csk", "czechoslovakia", "ceskoslovensko"], "Czechoslovakia ended in 1992; name the present country"),
    (&["dd", "ddr", "gdr", "east germany"], "the German Democratic Republic ended in 1990; write DE"),
    (&["zr", "zar", "zaire"], "Zaire is the Democratic Republic of the Congo since 1997; write CD"),
    (&["an", "ant", "netherlands antilles"], "the Netherlands Antilles ended in 2010; write CW, SX or BQ"),
    (&["tp", "east timor"], "the code of Timor-Leste is TL since 2002"),
    (&["bu", "burma"], "the code of Myanmar is MM since 1989"),
];

/// Member states of the Union today, with `ax` and the French and Spanish parts that have codes of their own.
const UNION: Codes = Codes::of(
    "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se ax gf gp mq re yt mf",
);

/// Names and towns by which an end use betrays the country, folded to Latin small letters.
const BETRAYED_BY: &[(&str, &[&str])] = &[
    (
        "by",
        &[
            "belarus",
            "belorus",
            "byelorus",
            "bielorus",
            "weissruss",
            "minsk",
            "soligorsk",
            "salihorsk",
            "gomel",
            "grodno",
        ],
    ),
    ("ru", &["russia", "rossi", "russland", "russie", "moscow", "moskva", "moskau", "petersburg"]),
];

impl Place {
    /// Understands a country as a user writes it.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() || matches!(text, "-" | "n/a" | "N/A" | "?") {
            return Self::Missing;
        }
        // By far the most papers give the two letters.
        if let Some(country) = Country::from_code(text).filter(|country| CODES.holds(*country)) {
            return Self::Known(country);
        }
        let folded = fold(text);
        if matches!(folded.as_str(), "eu" | "european union" | "union" | "eu27") {
            return Self::Union;
        }
        if let Some((_, ask)) = FORMER.iter().find(|(names, _)| names.contains(&folded.as_str())) {
            return Self::Former(text.into(), ask);
        }
        match Country::parse(text) {
            Some(country) if CODES.holds(country) => Self::Known(country),
            Some(country) if FORMER.iter().any(|(names, _)| names.contains(&country.code())) => {
                Self::Former(text.into(), "this country is no more; name the present one")
            }
            _ => Self::Unknown(text.into()),
        }
    }

    /// Whether it is one of these countries; `None` when that cannot be told.
    pub fn is_one_of(&self, countries: &[Country]) -> Option<bool> {
        match self {
            Self::Known(country) => Some(countries.contains(country)),
            Self::Union => Some(false),
            Self::Missing | Self::Former(..) | Self::Unknown(_) => None,
        }
    }

    /// Whether it lies in the customs territory of the Union on a day; `None` when that cannot be told.
    pub fn in_union(&self, on: Option<Date>) -> Option<bool> {
        match self {
            Self::Union => Some(true),
            Self::Known(country) => {
                let britain = matches!(country.code(), "gb" | "xi");
                let brexit = Date::constant(2021, 1, 1); // end of the transition, Withdrawal Agreement, Art. 126
                Some(UNION.holds(*country) || britain && on.is_some_and(|d| d < brexit))
            }
            Self::Missing | Self::Former(..) | Self::Unknown(_) => None,
        }
    }

    /// Whether anything was stated.
    pub fn is_stated(&self) -> bool {
        !matches!(self, Self::Missing)
    }

    /// The country, where it is one of today.
    pub fn country(&self) -> Option<Country> {
        if let Self::Known(country) = self { Some(*country) } else { None }
    }

    /// What is wrong with it, for a field of this name; `None` when nothing is.
    pub fn problem(&self, field: &str) -> Option<String> {
        match self {
            Self::Former(text, ask) => {
                Some(format!("{field}: {text:?} names a state that is no more: {ask}"))
            }
            Self::Unknown(text) => {
                Some(format!("{field}: {text:?} is no country that is known; give its ISO code, such as BY"))
            }
            Self::Missing | Self::Known(_) | Self::Union => None,
        }
    }

    /// As a sentence names it.
    pub fn name(&self) -> String {
        match self {
            Self::Missing => "a place not stated".into(),
            Self::Known(country) => country_name(*country),
            Self::Union => "the Union".into(),
            Self::Former(text, _) | Self::Unknown(text) => format!("{text:?}"),
        }
    }
}

/// A country in a sentence: those against which there are measures by name, others by code.
pub(crate) fn country_name(country: Country) -> String {
    match country.code() {
        "by" => "Belarus".into(),
        "ru" => "Russia".into(),
        code => code.to_ascii_uppercase(),
    }
}

/// Several countries in a sentence.
pub(crate) fn country_names(countries: &[Country]) -> String {
    countries.iter().map(|c| country_name(*c)).collect::<Vec<_>>().join(" or ")
}

/// Whether a free text names one of the countries or a town in it.
pub(super) fn betrays(text: &str, countries: &[Country]) -> bool {
    if text.is_empty() {
        return false;
    }
    let folded = fold(text);
    countries.iter().any(|country| {
        BETRAYED_BY
            .iter()
            .any(|(code, words)| *code == country.code() && words.iter().any(|w| folded.contains(w)))
    })
}

/// Latin small letters, one space between words: every script and accent to what a table of plain words can hold.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in
        any_ascii::any_ascii(text).split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty())
    {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    }
    folded
}

/// A set of two-letter codes, one bit a code: it is asked several times a rule and shipment.
struct Codes([u32; 26]);

impl Codes {
    /// The codes of a text, two letters and a blank each.
    const fn of(text: &str) -> Self {
        let (bytes, mut rows, mut at) = (text.as_bytes(), [0; 26], 0);
        while at + 1 < bytes.len() {
            if bytes[at] == b' ' {
                at += 1;
                continue;
            }
            rows[(bytes[at] - b'a') as usize] |= 1 << (bytes[at + 1] - b'a');
            at += 2;
        }
        Self(rows)
    }

    fn holds(&self, country: Country) -> bool {
        let [first, second] = country.code().as_bytes() else { return false };
        let row = self.0.get(usize::from(first.wrapping_sub(b'a'))).copied().unwrap_or(0);
        second.is_ascii_lowercase() && row & 1 << (second - b'a') != 0
    }
}
