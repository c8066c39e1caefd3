//! Arguments as written; [`crate::settings`] makes them what is used.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use tamis_catalogue::Alteration;

/// Screens customers, shipments and owners against sanctions lists and law, inside your own walls.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit status: 0 done and no alert, 1 done and alerts, 2 trouble (told on stderr).",
    propagate_version = true
)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Screen against this list file instead of the data directory; may be given several times
    #[arg(long = "list", value_name = "FILE", global = true)]
    pub lists: Vec<PathBuf>,
    /// Read a column of a --list that is your own under another name: PROPERTY=COLUMN, such as name=Kunde
    #[arg(long, value_name = "PROPERTY=COLUMN", global = true)]
    pub list_map: Vec<String>,
    /// The sheet of a --list that is a workbook of your own
    #[arg(long, value_name = "NAME", global = true)]
    pub list_sheet: Option<String>,
    /// The data directory, where imported lists are kept
    #[arg(long, value_name = "DIR", env = "TAMIS_DATA", global = true)]
    pub data: Option<PathBuf>,
    /// The policy file (TOML)
    #[arg(long, value_name = "FILE", global = true)]
    pub policy: Option<PathBuf>,
    /// The score from which on a match is an alert, 0 to 1; overrides the policy
    #[arg(long, value_name = "SCORE", global = true)]
    pub threshold: Option<f32>,
    /// How to print: a table for people, or data for programs (default: table at a terminal, jsonl in a pipe)
    #[arg(long, value_enum, global = true)]
    pub format: Option<Format>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE", global = true)]
    pub output: Option<PathBuf>,
    /// The day on which the answer is to hold (in force on), such as 2022-03-03
    #[arg(long, value_name = "DATE", global = true)]
    pub on: Option<String>,
    /// Print no progress and no notes; problems and warnings are still told
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    Table,
    /// JSON, one line a subject
    Jsonl,
    /// Comma-separated values
    Csv,
    /// A self-contained page
    Html,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Screen a table of subjects, or documents, against the lists
    Screen(Screen),
    /// Screen one name
    Check(Check),
    /// Compare two names, or many pairs, and say why they are alike
    Compare(Compare),
    /// Import lists, show what is imported, show an entity
    Lists(Lists),
    /// Compile the catalogue, and prove that its search misses nothing
    Compile(Compile),
    /// Show the policy, compare two, fit the weights
    Policy(PolicyCommand),
    /// Check goods and shipments against trade measures
    Trade(crate::trade::TradeCommand),
    /// Who is restricted through ownership or control
    Ownership(crate::ownership::OwnershipCommand),
}

/// How columns are recognised where their names are unusual.
#[derive(Debug, Default, Args)]
pub struct Columns {
    /// Read a column under another name: PROPERTY=COLUMN, such as name=Kunde
    #[arg(long = "map", value_name = "PROPERTY=COLUMN")]
    pub map: Vec<String>,
    /// The sheet of a workbook (default: the first that holds anything)
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

#[derive(Debug, Args)]
pub struct Screen {
    /// Tables of subjects (csv, tsv, xlsx, ods, jsonl, FollowTheMoney json)
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub columns: Columns,
    /// An ownership graph: also alerts subjects that belong to listed parties; may be given several times
    #[arg(long, value_name = "GRAPH")]
    pub ownership: Vec<PathBuf>,
    /// Print only subjects with alerts
    #[arg(long)]
    pub alerts_only: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    /// The name
    pub name: String,
    /// Birth date, such as 1954-08-30 or 1954
    #[arg(long, value_name = "DATE")]
    pub born: Option<String>,
    /// Country: nationality, registration or flag
    #[arg(long)]
    pub country: Vec<String>,
    /// A passport, registration or other number, such as INN:7707083893 or passport:MP123456
    #[arg(long, value_name = "[KIND:]NUMBER")]
    pub id: Vec<String>,
    /// Gender: male or female
    #[arg(long)]
    pub gender: Option<String>,
    /// FollowTheMoney schema: Person, Company, Vessel …
    #[arg(long)]
    pub schema: Option<String>,
}

#[derive(Debug, Args)]
pub struct Compare {
    /// The first name
    #[arg(required_unless_present = "pairs")]
    pub a: Option<String>,
    /// The second name
    #[arg(required_unless_present = "pairs")]
    pub b: Option<String>,
    /// What the names name: Person, Company, Vessel …
    #[arg(long)]
    pub schema: Option<String>,
    /// Compare the pairs of a file: csv (schema,name1,name2) or jsonl ({"id","left","right"}, FollowTheMoney)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["a", "b"])]
    pub pairs: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Lists {
    #[command(subcommand)]
    pub command: ListsCommand,
}

#[derive(Debug, Subcommand)]
pub enum ListsCommand {
    /// Import list files: each is recognised by its content and kept byte for byte
    Import {
        /// Official lists in their own formats, FollowTheMoney, or tables of your own; files that belong together (an
        /// OFAC primary file and its alternates, addresses and comments) in one import
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Import an edition even though it is suspiciously smaller than the last one
        #[arg(long)]
        accept_shrunken: bool,
        #[command(flatten)]
        columns: Columns,
    },
    /// What is imported: list, edition, entries, names, dates, problems
    Status {
        /// Also print every problem
        #[arg(long)]
        problems: bool,
    },
    /// Show an entity with everything that its list says, and where
    Show {
        /// List, colon, the publisher's own id, such as us-ofac-sdn:9760
        #[arg(value_name = "ENTITY_ID")]
        id: String,
    },
    /// Remove a list from the data directory
    Remove {
        /// The list's name, as `status` shows it
        #[arg(value_name = "LIST")]
        list: String,
    },
}

/// How a listed name is altered to prove the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AlteredBy {
    /// As listed
    Exact,
    /// Its words turned round
    Turned,
    /// One letter other, missing, or too many in one word
    OneEdit,
    /// One such slip in every word
    EditEverywhere,
    /// Every word replaced by a near spelling that is a word of some other listed name
    NearSpellings,
}

impl From<AlteredBy> for Alteration {
    fn from(by: AlteredBy) -> Self {
        match by {
            AlteredBy::Exact => Self::Exact,
            AlteredBy::Turned => Self::Turned,
            AlteredBy::OneEdit => Self::OneEdit,
            AlteredBy::EditEverywhere => Self::EditEverywhere,
            AlteredBy::NearSpellings => Self::NearSpellings,
        }
    }
}

#[derive(Debug, Args)]
pub struct Compile {
    /// Screen N subjects made from the lists both ways, by search and by full scan, and print the share of alerts
    /// that the search loses
    #[arg(long, value_name = "N")]
    pub verify: Option<usize>,
    /// With --verify: only subjects altered so; may be given several times
    #[arg(long, value_name = "KIND", requires = "verify")]
    pub altered: Vec<AlteredBy>,
    /// With --verify: also the subjects of these files, all of them
    #[arg(long, value_name = "FILE", requires = "verify")]
    pub subjects: Vec<PathBuf>,
    #[command(flatten)]
    pub columns: Columns,
}

#[derive(Debug, Args)]
pub struct PolicyCommand {
    #[command(subcommand)]
    pub command: PolicyAction,
}

#[derive(Debug, Subcommand)]
pub enum PolicyAction {
    /// Print the policy in use, every key explained
    Show,
    /// Screen a file under two policies: what would alert more, less, the same
    Diff {
        /// The policy in use
        a: PathBuf,
        /// The policy that may replace it
        b: PathBuf,
        /// The subjects
        #[arg(long, value_name = "FILE")]
        subjects: PathBuf,
    },
    /// Fit the standard weights to labelled data, and report how well they hold on what was held back
    Fit {
        /// The folder with the labelled sets
        #[arg(long, value_name = "DIR")]
        sets: PathBuf,
        /// Where to write the weights; they are only reported without it
        #[arg(long, value_name = "FILE")]
        write: Option<PathBuf>,
    },
}
