//! Arguments as used: everything that all commands need, checked once.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use tamis_lists::{Mapping, OwnTables};
use tamis_model::{DateOrder, PartialDate, Precision};
use tamis_screen::Policy;

use crate::arguments::{Common, Format};

/// Where the lists come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lists {
    /// Files given with `--list`.
    Files(Vec<PathBuf>),
    /// What was imported into the data directory.
    Data,
    /// Nothing was imported: the starter catalogue inside the program, for trying out.
    Starter,
}

/// What all commands need.
#[derive(Debug)]
pub struct Settings {
    /// Where the lists come from.
    pub lists: Lists,
    /// What `--list-map` and `--list-sheet` say of the lists among them that are the user's own tables.
    pub own_tables: OwnTables,
    /// The data directory, whether it exists or not.
    pub data: PathBuf,
    /// The policy, with the threshold of the command line in it.
    pub policy: Policy,
    /// How to print.
    pub format: Format,
    /// The file to write to, instead of standard output.
    pub output: Option<PathBuf>,
    /// The day on which the answer is to hold.
    pub on: Option<PartialDate>,
    /// Whether progress and summaries are unwelcome.
    pub quiet: bool,
    /// Whether a person at a terminal reads the output, so that colours help.
    pub terminal: bool,
}

impl Settings {
    /// Checks the arguments that all commands share.
    pub fn resolve(common: Common) -> anyhow::Result<Self> {
        let terminal = common.output.is_none() && std::io::stdout().is_terminal();
        let data = data_directory(common.data)?;
        let own_tables = own_tables(&common.list_map, common.list_sheet)?;
        if common.lists.is_empty() && !own_tables.is_silent() {
            bail!(
                "--list-map and --list-sheet say how a --list FILE is read: give one (for an import: --map and --sheet)"
            );
        }
        let lists = match common.lists {
            files if !files.is_empty() => Lists::Files(files),
            _ if crate::data::Store::at(&data).holds_lists() => Lists::Data,
            _ => Lists::Starter,
        };
        let mut policy = match &common.policy {
            Some(path) => {
                let text = crate::files::read_text(path)?;
                Policy::parse(&text).with_context(|| format!("the policy {}", path.display()))?
            }
            None => Policy::default(),
        };
        if let Some(threshold) = common.threshold {
            if !(0.0..=1.0).contains(&threshold) {
                bail!("--threshold {threshold}: scores go from 0 to 1");
            }
            policy.threshold.alert = threshold;
            policy.threshold.show = policy.threshold.show.min(threshold);
        }
        let on = common.on.as_deref().map(day).transpose()?;
        let format = common.format.unwrap_or(if terminal { Format::Table } else { Format::Jsonl });
        let (output, quiet) = (common.output, common.quiet);
        Ok(Self { lists, own_tables, data, policy, format, output, on, quiet, terminal })
    }

    /// Opens what the answers are written to.
    pub fn writer(&self) -> anyhow::Result<Box<dyn Write + Send>> {
        Ok(match &self.output {
            Some(path) => {
                #[expect(clippy::disallowed_methods, reason = "the binary writes where the user says")]
                let file = std::fs::File::create(path)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                Box::new(std::io::BufWriter::with_capacity(1 << 16, file))
            }
            None => Box::new(std::io::BufWriter::with_capacity(1 << 16, std::io::stdout())),
        })
    }

    /// Tells the user something beside the answers, unless they asked for quiet.
    pub fn say(&self, text: impl std::fmt::Display) {
        if !self.quiet {
            eprintln!("{text}");
        }
    }
}

/// What is said of tables that are lists of the user's own.
pub fn own_tables(map: &[String], sheet: Option<String>) -> anyhow::Result<OwnTables> {
    Ok(OwnTables { mapping: Mapping::parse(map.iter().map(String::as_str))?, sheet })
}

/// A whole day: nothing less decides what was in force.
fn day(text: &str) -> anyhow::Result<PartialDate> {
    let date = PartialDate::parse(text, DateOrder::DayFirst).with_context(|| format!("--on {text}"))?;
    if date.precision() != Precision::Day {
        bail!("--on {text}: give a whole day, such as 2022-03-03");
    }
    Ok(date)
}

fn data_directory(given: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    if let Some(path) = given {
        return Ok(path);
    }
    let directories = directories::ProjectDirs::from("", "", "tamis")
        .context("this machine names no home directory: give --data DIR")?;
    Ok(directories.data_dir().to_owned())
}
