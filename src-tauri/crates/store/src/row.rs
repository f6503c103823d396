//! Between rows and the words of the field: identifiers, days and instants as text, enums by their names.

use std::str::FromStr;

use rules::Region;
use rusqlite::types::{FromSql, ValueRef};
use rusqlite::{Connection, Params, RowIndex};
use serde::{Serialize, de::DeserializeOwned};

use crate::error::{Result, StoreError};

/// A row of a query. What goes wrong in reading it is the store's own error, so that none of the database's shows.
pub(crate) struct Row<'r>(&'r rusqlite::Row<'r>);

impl<'r> Row<'r> {
    /// A column's value.
    pub(crate) fn get<I: RowIndex, T: FromSql>(&self, column: I) -> Result<T> {
        self.0.get(column).map_err(StoreError::of_database)
    }

    /// A column's value where it lies.
    pub(crate) fn get_ref<I: RowIndex>(&self, column: I) -> Result<ValueRef<'r>> {
        self.0.get_ref(column).map_err(StoreError::of_database)
    }
}

/// Every row of a query.
pub(crate) fn all<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut found = Vec::new();
    each(connection, sql, params, |row| {
        found.push(read(row)?);
        Ok(true)
    })?;
    Ok(found)
}

/// The first row of a query.
pub(crate) fn first<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut found = None;
    each(connection, sql, params, |row| {
        found = Some(read(row)?);
        Ok(false)
    })?;
    Ok(found)
}

/// Reads row after row, for as long as `read` wants another.
pub(crate) fn each(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<bool>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(sql).map_err(StoreError::of_database)?;
    let mut rows = statement.query(params).map_err(StoreError::of_database)?;
    while let Some(row) = rows.next().map_err(StoreError::of_database)? {
        if !read(&Row(row))? {
            break;
        }
    }
    Ok(())
}

/// Runs a statement; returns how many rows it changed.
pub(crate) fn run(connection: &Connection, sql: &str, params: impl Params) -> Result<usize> {
    connection.prepare_cached(sql).and_then(|mut statement| statement.execute(params)).map_err(StoreError::of_database)
}

/// A column that holds an identifier, a day or an instant.
pub(crate) fn text<T: FromStr>(row: &Row<'_>, column: &str) -> Result<T> {
    parse(row.get_ref(column)?.as_str().map_err(|_| StoreError::damaged("a row"))?)
}

/// The same, where it may be absent.
pub(crate) fn maybe<T: FromStr>(row: &Row<'_>, column: &str) -> Result<Option<T>> {
    row.get_ref(column)?.as_str_or_null().map_err(|_| StoreError::damaged("a row"))?.map(parse).transpose()
}

fn parse<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| StoreError::damaged("a row"))
}

/// A column that holds the name of an enum's variant.
pub(crate) fn word<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T> {
    from_word(row.get_ref(column)?.as_str().map_err(|_| StoreError::damaged("a row"))?)
}

pub(crate) fn from_word<T: DeserializeOwned>(word: &str) -> Result<T> {
    let word = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(word);
    T::deserialize(word).map_err(|_| StoreError::damaged("a row"))
}

/// The name of an enum's variant, as its serialisation has it.
pub(crate) fn to_word<T: Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StoreError::damaged("a value that is no word")),
    }
}

/// A column of JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T> {
    let text = row.get_ref(column)?.as_str().map_err(|_| StoreError::damaged("a row"))?;
    serde_json::from_str(text).map_err(|_| StoreError::damaged("a row"))
}

pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(Box::new(error)))
}

/// The columns `x, y, w, h`.
pub(crate) fn region(row: &Row<'_>) -> Result<Option<Region>> {
    let Some(x) = row.get("x")? else { return Ok(None) };
    let (y, w, h) = (row.get("y")?, row.get("w")?, row.get("h")?);
    Region::new(x, y, w, h).map(Some).ok_or_else(|| StoreError::damaged("a row"))
}

/// The same, where there always is one.
pub(crate) fn some_region(row: &Row<'_>) -> Result<Region> {
    region(row)?.ok_or_else(|| StoreError::damaged("a row"))
}

/// An instant at one width, so that text sorts as time does.
pub(crate) fn instant(at: jiff::Timestamp) -> String {
    format!("{at:.6}")
}
