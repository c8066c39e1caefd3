//! OFAC, the US Treasury's Office of Foreign Assets Control: the SDN list, which blocks, and the consolidated non-SDN
//! lists, which do what their directive says; as CSV set, as `sdnList` XML and as advanced XML.
//!
//! The three say the same in three ways. What they share is here: the [`facts`] that a label introduces ("DOB",
//! "Passport", "Tax ID No."), the [`measures`] of a programme, names in natural order, ties resolved to ids.

pub(crate) mod advanced;
pub(crate) mod facts;
mod labels;
pub(crate) mod link;
pub(crate) mod measures;
mod programmes;
pub(crate) mod remarks;
pub(crate) mod row;
pub(crate) mod sdn_list;
pub(crate) mod set;
mod table;

use tamis_model::{ListId, Name, PartKind, Schema};

/// The list of Specially Designated Nationals.
pub(crate) const SDN: &str = "us-ofac-sdn";

/// The consolidated list of everything that OFAC lists otherwise.
pub(crate) const CONS: &str = "us-ofac-cons";

/// Tells the two lists apart, which have the same form, by the programmes of their entries: the list is the
/// consolidated one when most entries belong to a programme of that list.
pub(crate) fn list_of<'a>(programmes: impl Iterator<Item = Vec<&'a str>>) -> ListId {
    let (mut cons, mut all) = (0_usize, 0_usize);
    for entry in programmes {
        all += 1;
        cons += usize::from(entry.iter().any(|programme| programmes::is_non_sdn(programme)));
    }
    ListId::new(if cons * 2 > all { CONS } else { SDN })
}

/// What an entry's type says that it is. An entry without a type ("-0-", "Entity") is an organisation.
pub(crate) fn schema(kind: &str) -> Schema {
    match kind.trim().to_lowercase().as_str() {
        "individual" => Schema::Person,
        "vessel" => Schema::Vessel,
        "aircraft" => Schema::Airplane,
        _ => Schema::Organization,
    }
}

/// A name as the lists print it, in natural order: a person's "SURNAME, Given Patronymic" becomes "Given Patronymic
/// SURNAME" with its two parts named; every other name stays as it is.
pub(crate) fn natural(printed: &str, schema: &Schema) -> Name {
    let printed = printed.trim();
    let Some((family, given)) = printed.split_once(',').filter(|_| *schema == Schema::Person) else {
        return Name::new(printed);
    };
    let (given, suffix) = match given.rsplit_once(',') {
        Some((given, suffix)) if SUFFIXES.contains(&suffix.trim()) => (given, suffix.trim()),
        _ => (given, ""),
    };
    parted(given.trim(), family.trim(), suffix)
}

/// A person's name of its parts.
pub(crate) fn parted(given: &str, family: &str, suffix: &str) -> Name {
    let full: Vec<&str> = [given, family, suffix].into_iter().filter(|part| !part.is_empty()).collect();
    Name::new(full.join(" "))
        .with_part(PartKind::Given, given)
        .with_part(PartKind::Family, family)
        .with_part(PartKind::Suffix, suffix)
}

/// Suffixes that follow a second comma: "DELOS REYES, Feliciano Semborio, Jr.".
const SUFFIXES: [&str; 8] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "V"];
