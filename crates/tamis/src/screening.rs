//! Screening as every command does it: one catalogue, one policy.

use tamis_catalogue::Catalogue;
use tamis_screen::Screener;

use crate::load;
use crate::report::Basis;
use crate::settings::{Lists, Settings};

/// The catalogue that the settings ask for, ready to be screened against.
pub struct Screening {
    catalogue: Catalogue,
    starter: bool,
}

impl Screening {
    /// Opens or compiles the catalogue.
    pub fn open(settings: &Settings) -> anyhow::Result<Self> {
        Ok(Self { catalogue: load::catalogue(settings)?, starter: settings.lists == Lists::Starter })
    }

    /// A catalogue of these files, whatever the settings say.
    pub fn of_files(settings: &Settings, files: &[std::path::PathBuf]) -> anyhow::Result<Self> {
        Ok(Self { catalogue: load::of_files(settings, files)?, starter: false })
    }

    /// The catalogue.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// What reports say about where their answers come from.
    pub fn basis<'a>(&'a self, settings: &'a Settings, title: String) -> Basis<'a> {
        let info = self.catalogue.info();
        let (snapshots, catalogue) = (info.snapshots.as_slice(), self.catalogue.fingerprint());
        Basis {
            snapshots,
            catalogue,
            policy: &settings.policy,
            starter: self.starter,
            title,
            on: settings.on,
        }
    }

    /// A screener under the settings' policy.
    pub fn screener<'a>(&'a self, settings: &Settings) -> anyhow::Result<Screener<'a>> {
        Ok(Screener::new(&self.catalogue, settings.policy.clone(), settings.on)?)
    }
}
