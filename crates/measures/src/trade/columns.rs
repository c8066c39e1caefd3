//! The columns of a table of shipments by their usual names, and a row made a shipment.

use std::collections::HashMap;

use serde_json::Value;
use tamis_model::{DateOrder, PartialDate};
use tamis_tables::{Body, Row, Table, fold};

use super::place::Place;
use super::shipment::Shipment;

macro_rules! columns {
    ($($(#[$doc:meta])* $variant:ident = $name:literal : [$($usual:literal),* $(,)?]),* $(,)?) => {
        /// What a column of a table of shipments holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ShipmentColumn {
            $($(#[$doc])* $variant,)*
        }

        impl ShipmentColumn {
            /// Every column.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name that `--map` takes.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The other names by which it goes, as people write them.
            pub fn usual_names(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($usual),*],)* }
            }
        }
    };
}

columns! {
    /// The shipment's own id.
    Id = "id": ["shipment id", "shipment", "shipment no", "shipment number", "reference", "ref", "invoice", "invoice no", "bl no",
        "b/l", "bill of lading", "awb", "consignment", "Sendungsnummer", "Sendung", "номер", "numéro", "numer"],
    /// The goods code.
    Code = "code": ["hs", "hs code", "hscode", "hs6", "cn", "cn code", "cn8", "taric", "taric code", "goods code", "commodity code",
        "commodity", "tariff code", "tariff number", "customs tariff number", "hts", "Warennummer", "Zolltarifnummer", "code douanier",
        "nomenclature", "code sh", "код тн вэд", "тн вэд", "тнвэд", "kod cn", "kod taryfy", "código arancelario"],
    /// The goods in words.
    Description = "description": ["goods", "goods description", "description of goods", "product", "product name", "item",
        "item description", "article description", "cargo", "Warenbezeichnung", "Ware", "désignation", "marchandise", "описание",
        "описание товара", "товар", "груз", "наименование товара", "opis towaru", "towar", "mercancía", "descripción"],
    /// The exporter's classification where there is no code.
    Control = "control": ["classification", "export control", "eccn", "dual use", "dual use code", "control code", "Ausfuhrliste"],
    /// A service that is asked about with the goods or instead of them.
    Service = "service": ["services", "financial service", "Dienstleistung", "услуга"],
    /// Where the goods originate.
    Origin = "origin": ["country of origin", "origin country", "coo", "made in", "Ursprung", "Ursprungsland", "origine",
        "pays d'origine", "страна происхождения", "происхождение", "kraj pochodzenia", "país de origen"],
    /// Where they are consigned from.
    From = "from": ["consigned from", "country of export", "export country", "exporting country", "country of dispatch", "dispatch country",
        "departure", "departure country", "loading country", "country of loading", "shipped from", "from country", "Versendungsland",
        "pays d'expédition", "страна отправления", "откуда", "kraj wysyłki", "país de procedencia"],
    /// Where they go.
    To = "to": ["destination", "destination country", "country of destination", "import country", "importing country", "ship to",
        "ship to country", "delivery country", "discharge country", "to country", "Bestimmungsland", "pays de destination",
        "страна назначения", "куда", "kraj przeznaczenia", "país de destino"],
    /// The countries on the way.
    Via = "via": ["route", "transit", "transit country", "transit countries", "transhipment", "transshipment", "transhipment country",
        "Transit", "Durchfuhrland", "pays de transit", "страна транзита", "транзит", "kraj tranzytu"],
    /// Where the consignee is established.
    ConsigneeCountry = "consignee_country": ["consignee country", "buyer country", "importer country", "end user country", "customer country",
        "Empfängerland", "pays du destinataire", "страна получателя"],
    /// Where the goods will be used.
    UsedIn = "used_in": ["country of use", "end use country", "country of final use", "final destination", "Endverbleib", "страна использования"],
    /// What the goods are for.
    EndUse = "end_use": ["end use", "purpose", "use", "Verwendung", "Endverwendung", "utilisation finale", "назначение", "цель"],
    /// How much.
    Quantity = "quantity": ["qty", "weight", "net weight", "gross weight", "net mass", "Menge", "Gewicht", "quantité", "количество", "вес"],
    /// Value per item in euro.
    Value = "value": ["unit value", "unit price", "price per item", "value per item", "value eur", "unit price eur", "Stückpreis"],
    /// When the contract was concluded.
    Contract = "contract_date": ["contract", "contract date", "order date", "date of contract", "purchase order date", "Vertragsdatum",
        "date du contrat", "дата контракта", "дата договора", "data umowy"],
    /// When it is performed.
    On = "date": ["shipment date", "ship date", "shipping date", "date of shipment", "dispatch date", "export date", "import date", "etd",
        "bl date", "delivery date", "performance date", "Versanddatum", "Lieferdatum", "date d'expédition", "дата", "дата отгрузки",
        "data wysyłki", "fecha"],
    /// The jurisdiction of those who act, all of them.
    Acting = "acting": ["acting jurisdiction", "jurisdiction", "acting person country", "our jurisdiction"],
    /// The country of one who acts: a sign that the Union's law applies, when it is a member state.
    ActorCountry = "actor_country": ["exporter country", "seller country", "shipper country", "carrier country", "operator country", "broker country",
        "bank country", "insurer country", "flag", "vessel flag", "Flagge"],
    /// Who sends.
    Shipper = "shipper": ["exporter", "seller", "consignor", "sender", "supplier", "manufacturer", "producer", "shipper name", "exporter name",
        "seller name", "Versender", "Ausführer", "Verkäufer", "expéditeur", "exportateur", "vendeur", "отправитель", "экспортер",
        "продавец", "eksporter", "nadawca", "sprzedawca"],
    /// Who receives.
    Consignee = "consignee": ["buyer", "importer", "receiver", "recipient", "customer", "consignee name", "buyer name", "importer name",
        "Empfänger", "Käufer", "Einführer", "destinataire", "importateur", "acheteur", "получатель", "импортер", "покупатель",
        "importer nazwa", "odbiorca", "nabywca"],
    /// Who is told.
    Notify = "notify_party": ["notify", "notify party", "notify name"],
    /// Who uses the goods.
    EndUser = "end_user": ["end user", "end user name", "Endverwender", "utilisateur final", "конечный пользователь"],
    /// Who carries.
    Carrier = "carrier": ["transporter", "haulier", "freight forwarder", "forwarder", "shipping line", "carrier name", "Spediteur", "Frachtführer",
        "transporteur", "перевозчик", "przewoźnik"],
    /// Who stands between.
    Broker = "broker": ["agent", "intermediary", "trader", "Makler", "courtier", "брокер", "посредник"],
    /// Who pays and insures.
    Bank = "bank": ["bank name", "remitting bank", "issuing bank", "advising bank", "beneficiary bank", "buyer bank", "seller bank", "insurer",
        "Versicherer", "banque", "банк", "страховщик"],
    /// The ship.
    Vessel = "vessel": ["vessel name", "ship", "ship name", "name of vessel", "Schiff", "Schiffsname", "navire", "судно", "название судна", "statek"],
    /// Its IMO number.
    Imo = "imo": ["imo number", "imo no", "vessel imo", "ship imo", "номер имо"],
}

impl ShipmentColumn {
    /// The column that goes by this name.
    pub fn from_usual_name(name: &str) -> Option<Self> {
        static NAMES: std::sync::LazyLock<HashMap<String, ShipmentColumn>> = std::sync::LazyLock::new(|| {
            let all = ShipmentColumn::ALL.iter().rev();
            all.flat_map(|c| {
                c.usual_names().iter().chain([&c.name()]).map(|n| (fold(n), *c)).collect::<Vec<_>>()
            })
            .collect()
        });
        NAMES.get(&fold(name)).copied()
    }

    /// Every usual name, so that the header of a table is found by them.
    pub fn known_names() -> Vec<String> {
        Self::ALL
            .iter()
            .flat_map(|c| c.usual_names().iter().copied().chain([c.name()]))
            .map(Into::into)
            .collect()
    }

    /// The role of a party that a column names, in words.
    pub fn role(self) -> Option<&'static str> {
        Some(match self {
            Self::Shipper => "shipper",
            Self::Consignee => "consignee",
            Self::Notify => "notify party",
            Self::EndUser => "end user",
            Self::Carrier => "carrier",
            Self::Broker => "broker",
            Self::Bank => "bank",
            Self::Vessel => "vessel",
            _ => return None,
        })
    }
}

/// Somebody or something that takes part in a shipment and is screened with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Party {
    /// What it does: shipper, consignee, vessel, bank …
    pub role: &'static str,
    /// Its name as written; may be empty for a vessel known by its number alone.
    pub name: String,
    /// The IMO number of a vessel; empty otherwise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub imo: String,
}

/// A row of a table of shipments.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShipmentRow {
    /// The shipment.
    pub shipment: Shipment,
    /// Who takes part.
    pub parties: Vec<Party>,
}

/// Why a table cannot be read as shipments.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    /// No `=` in a mapping, or neither side is known.
    #[error("--map {0:?}: write what the column holds, an equals sign and the column's name, such as code=Warennummer; known are {known}", known = ShipmentColumn::ALL.iter().map(|c| c.name()).collect::<Vec<_>>().join(", "))]
    Mapping(String),
    /// A mapping names a column that the file has not.
    #[error("{file}: there is no column {column:?} (there are: {all})")]
    NoColumn {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The columns that there are.
        all: String,
    },
    /// Neither codes nor descriptions.
    #[error(
        "{file}: no column holds goods codes or descriptions (there are: {all}; say which with --map code=COLUMN)"
    )]
    NoGoods {
        /// The file.
        file: String,
        /// The columns that there are.
        all: String,
    },
}

/// Which column holds what. Make it once a table, then [`ShipmentLayout::read`] every row with it.
#[derive(Debug, Clone)]
pub struct ShipmentLayout {
    places: Vec<Option<ShipmentColumn>>,
    mapped: HashMap<String, ShipmentColumn>,
    orders: HashMap<ShipmentColumn, DateOrder>,
    /// Columns that are not read.
    pub unknown: Vec<String>,
}

impl ShipmentLayout {
    /// Understands a table's columns, by the user's mapping (`code=Warennummer`, either way round) first and by their
    /// usual names then.
    pub fn new(table: &mut Table<'_>, mapping: &[String]) -> Result<Self, ColumnsError> {
        let mapped = read_mapping(table, mapping)?;
        let mut layout = Self { places: Vec::new(), mapped, orders: HashMap::new(), unknown: Vec::new() };
        let mut names: Vec<String> = table.columns().to_vec();
        if names.is_empty() {
            for row in table.sample() {
                if let Body::Object(object) = &row.body {
                    names.extend(object.keys().filter(|k| !names.contains(*k)).cloned().collect::<Vec<_>>());
                }
            }
        }
        layout.places = names.iter().map(|name| layout.meaning(name)).collect();
        layout.unknown = names
            .iter()
            .zip(&layout.places)
            .filter(|(n, p)| p.is_none() && !n.is_empty())
            .map(|(n, _)| n.clone())
            .collect();
        let goods = [
            ShipmentColumn::Code,
            ShipmentColumn::Description,
            ShipmentColumn::Control,
            ShipmentColumn::Service,
        ];
        if !layout.places.iter().flatten().any(|c| goods.contains(c)) {
            return Err(ColumnsError::NoGoods { file: table.name().into(), all: names.join(", ") });
        }
        layout.learn_date_orders(table);
        Ok(layout)
    }

    /// Whether any column names a party.
    pub fn has_parties(&self) -> bool {
        self.places.iter().flatten().any(|c| c.role().is_some() || *c == ShipmentColumn::Imo)
    }

    fn meaning(&self, name: &str) -> Option<ShipmentColumn> {
        let mapped = self.mapped.get(&fold(name)).copied();
        mapped.or_else(|| {
            ShipmentColumn::from_usual_name(name).filter(|c| !self.mapped.values().any(|m| m == c))
        })
    }

    /// A column is month first when one of its dates can only be so, and none can only be day first.
    fn learn_date_orders(&mut self, table: &mut Table<'_>) {
        let mut seen: HashMap<ShipmentColumn, (bool, bool)> = HashMap::new();
        for row in table.sample() {
            self.cells(&row.body, &mut |column, text| {
                if matches!(column, ShipmentColumn::On | ShipmentColumn::Contract) {
                    let numbers: Vec<u16> =
                        text.split(['/', '.', '-', ' ']).map_while(|n| n.parse().ok()).collect();
                    if let [first, second, year] = numbers[..]
                        && year > 31
                    {
                        let entry = seen.entry(column).or_default();
                        entry.0 |= first > 12;
                        entry.1 |= second > 12;
                    }
                }
            });
        }
        let month_first = seen.into_iter().filter(|(_, (day_first, month_first))| *month_first && !day_first);
        self.orders = month_first.map(|(column, _)| (column, DateOrder::MonthFirst)).collect();
    }

    fn cells(&self, body: &Body, each: &mut dyn FnMut(ShipmentColumn, &str)) {
        match body {
            Body::Cells(cells) => {
                for (text, column) in cells.iter().zip(&self.places) {
                    if let Some(column) = column.filter(|_| !text.trim().is_empty()) {
                        each(column, text.trim());
                    }
                }
            }
            Body::Object(object) => {
                for (key, value) in object {
                    let Some(column) = self.meaning(key) else { continue };
                    for_each_text(value, &mut |text| each(column, text));
                }
            }
        }
    }

    /// Makes a row a shipment. What cannot be understood stands in [`Shipment::unread`].
    pub fn read(&self, row: &Row) -> ShipmentRow {
        let mut read = ShipmentRow::default();
        let mut imo = String::new();
        self.cells(&row.body, &mut |column, text| {
            if column == ShipmentColumn::Imo {
                imo = text.into();
            } else if let Some(role) = column.role() {
                for name in text.split([';', '\n']).map(str::trim).filter(|n| !n.is_empty()) {
                    read.parties.push(Party { role, name: name.into(), imo: String::new() });
                }
            } else {
                self.fill(&mut read.shipment, column, text);
            }
        });
        if !imo.is_empty() {
            match read.parties.iter_mut().find(|p| p.role == "vessel") {
                Some(vessel) => vessel.imo = imo,
                None => read.parties.push(Party { role: "vessel", name: String::new(), imo }),
            }
        }
        if read.shipment.id.is_empty() {
            read.shipment.id = row.number.to_string();
        }
        read
    }

    fn fill(&self, shipment: &mut Shipment, column: ShipmentColumn, text: &str) {
        use ShipmentColumn as C;
        match column {
            C::Id => shipment.id = text.into(),
            C::Code => shipment.code = text.into(),
            C::Description => shipment.description = text.into(),
            C::Control => shipment.control = text.into(),
            C::Service => shipment.service = text.into(),
            C::Origin => shipment.origin = Place::parse(text),
            C::From => shipment.from = Place::parse(text),
            C::To => shipment.to = Place::parse(text),
            C::Via => shipment.via.extend(places(text)),
            C::ConsigneeCountry => shipment.consignee = Place::parse(text),
            C::UsedIn => shipment.used_in = Place::parse(text),
            C::EndUse => shipment.end_use = text.into(),
            C::Quantity => shipment.quantity = text.into(),
            C::Value => match amount(text) {
                Some(value) => shipment.value = Some(value),
                None => shipment.unread.push(format!("value: {text:?} is no amount")),
            },
            C::Contract => shipment.contract = self.date(column, text, &mut shipment.unread),
            C::On => shipment.on = self.date(column, text, &mut shipment.unread),
            C::Acting => shipment.acting.extend(places(text)),
            C::ActorCountry => {
                let in_union = places(text).filter(|p| p.in_union(None) == Some(true));
                shipment.acting.extend(in_union.collect::<Vec<_>>());
            }
            _ => {}
        }
    }

    fn date(&self, column: ShipmentColumn, text: &str, unread: &mut Vec<String>) -> Option<PartialDate> {
        let order = self.orders.get(&column).copied().unwrap_or_default();
        match PartialDate::parse(text, order) {
            Ok(date) => Some(date),
            Err(error) => {
                unread.push(format!("{}: {error}", column.name()));
                None
            }
        }
    }
}

fn read_mapping(
    table: &Table<'_>,
    mapping: &[String],
) -> Result<HashMap<String, ShipmentColumn>, ColumnsError> {
    let mut mapped = HashMap::new();
    for text in mapping {
        let wrong = || ColumnsError::Mapping(text.clone());
        let (left, right) = text.split_once('=').map(|(l, r)| (l.trim(), r.trim())).ok_or_else(wrong)?;
        let columns = table.columns();
        let there = |name: &str| columns.is_empty() || columns.iter().any(|c| fold(c) == fold(name));
        let (column, name) =
            match (ShipmentColumn::from_usual_name(left), ShipmentColumn::from_usual_name(right)) {
                (Some(column), _) if there(right) => (column, right),
                (_, Some(column)) if there(left) => (column, left),
                (None, None) => return Err(wrong()),
                (known, _) => {
                    let column = if known.is_some() { right } else { left };
                    return Err(ColumnsError::NoColumn {
                        file: table.name().into(),
                        column: column.into(),
                        all: columns.join(", "),
                    });
                }
            };
        mapped.insert(fold(name), column);
    }
    Ok(mapped)
}

/// The texts in a JSON value: itself, or those of a list.
fn for_each_text(value: &Value, each: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) if !text.trim().is_empty() => each(text.trim()),
        Value::Number(number) => each(&number.to_string()),
        Value::Bool(truth) => each(if *truth { "true" } else { "false" }),
        Value::Array(values) => values.iter().for_each(|v| for_each_text(v, each)),
        Value::Object(object) => {
            if let Some(name) = object.get("name") {
                for_each_text(name, each);
            }
        }
        Value::String(_) | Value::Null => {}
    }
}

/// Several countries in one cell.
fn places(text: &str) -> impl Iterator<Item = Place> {
    text.split([';', ',', '|', '/', '>']).map(str::trim).filter(|p| !p.is_empty()).map(Place::parse)
}

/// An amount with a currency sign, blanks or thousands separators.
fn amount(text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let decimal = digits.rfind(['.', ',']).filter(|at| digits.len() - at <= 3);
    let plain: String = digits
        .char_indices()
        .filter(|(at, c)| c.is_ascii_digit() || Some(*at) == decimal)
        .map(|(_, c)| if c == ',' { '.' } else { c })
        .collect();
    plain.parse().ok()
}
