//! The school's cameras (P09).

use jiff::Timestamp;
use rules::DeviceId;
use rusqlite::params;
use serde_json::json;

use crate::error::{Result, StoreError};
use crate::log::Action;
use crate::row;
use crate::vault::Vault;

/// A camera, tablet or scanner of the school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Identifier, made by the caller.
    pub id: DeviceId,
    /// Maker, as its photos say it.
    pub make: String,
    /// Model, as its photos say it.
    pub model: String,
    /// Serial number; `None` covers every device of this model.
    pub serial: Option<String>,
    /// What the school calls it.
    pub label: String,
    /// When it was taken off the list.
    pub withdrawn_at: Option<Timestamp>,
}

/// Devices of the vault.
pub struct Devices<'v>(pub(crate) &'v Vault);

impl Devices<'_> {
    /// All devices, withdrawn ones included.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn all(&self) -> Result<Vec<Device>> {
        self.0.read(|c| {
            row::all(c, "SELECT * FROM devices ORDER BY label, id", [], |row| {
                Ok(Device {
                    id: row::text(row, "id")?,
                    make: row.get("make")?,
                    model: row.get("model")?,
                    serial: row.get("serial")?,
                    label: row.get("label")?,
                    withdrawn_at: row::maybe(row, "withdrawn_at")?,
                })
            })
        })
    }

    /// Puts a device on the list. One that is there already stays as it is.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn add(&self, device: &Device) -> Result<()> {
        let sql = "INSERT INTO devices (id, school, make, model, serial, label, registered_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING";
        self.0.change(|change| {
            let (id, at) = (device.id.to_string(), row::instant(change.at));
            let values = params![id, change.school(), device.make, device.model, device.serial, device.label, at];
            if row::run(change, sql, values)? > 0 {
                change.log(Action::DeviceAdded, device.id, &json!({}))?;
            }
            Ok(())
        })
    }

    /// Takes a device off the list; photos it took before stay what they were.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn withdraw(&self, device: DeviceId) -> Result<()> {
        let sql = "UPDATE devices SET withdrawn_at = coalesce(withdrawn_at, ?2) WHERE id = ?1";
        self.0.change(|change| {
            if row::run(change, sql, [device.to_string(), row::instant(change.at)])? == 0 {
                return Err(StoreError::NotFound("device"));
            }
            change.log(Action::DeviceWithdrawn, device, &json!({}))
        })
    }
}
