//! Columns out of values: the few kinds of Arrow arrays that the tables are made of.
//!
//! Texts and bytes have wide offsets, so that no table is too large for its columns.

use arrow_array::{
    ArrayRef, Int32Array, Int64Array, LargeBinaryArray, LargeStringArray, ListArray, RecordBatch, StructArray,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, Field, Fields, Schema};
use std::sync::Arc;

/// A column of a table or a field of a structure.
pub struct Column {
    name: &'static str,
    nullable: bool,
    values: ArrayRef,
}

impl Column {
    fn new(name: &'static str, nullable: bool, values: ArrayRef) -> Self {
        Self { name, nullable, values }
    }

    fn field(&self) -> Field {
        Field::new(self.name, self.values.data_type().clone(), self.nullable)
    }
}

/// Texts, each there.
pub fn text<'a>(name: &'static str, values: impl Iterator<Item = &'a str>) -> Column {
    Column::new(name, false, Arc::new(LargeStringArray::from_iter_values(values)))
}

/// Texts that may be wanting.
pub fn some_text<'a>(name: &'static str, values: impl Iterator<Item = Option<&'a str>>) -> Column {
    Column::new(name, true, Arc::new(values.collect::<LargeStringArray>()))
}

/// Files that may be wanting.
pub fn some_bytes<'a>(name: &'static str, values: impl Iterator<Item = Option<&'a [u8]>>) -> Column {
    Column::new(name, true, Arc::new(values.collect::<LargeBinaryArray>()))
}

/// Numbers, each there.
pub fn number(name: &'static str, values: impl Iterator<Item = u64>) -> Column {
    Column::new(name, false, Arc::new(Int64Array::from_iter_values(values.map(|v| v as i64))))
}

/// Numbers that may be wanting.
pub fn some_number(name: &'static str, values: impl Iterator<Item = Option<u64>>) -> Column {
    Column::new(name, true, Arc::new(values.map(|v| v.map(|v| v as i64)).collect::<Int64Array>()))
}

/// Small numbers that may be wanting.
pub fn some_small(name: &'static str, values: impl Iterator<Item = Option<u8>>) -> Column {
    Column::new(name, true, Arc::new(values.map(|v| v.map(i32::from)).collect::<Int32Array>()))
}

/// Lists of structures: how long each list is, and the columns of all their members.
pub fn lists(name: &'static str, lengths: impl Iterator<Item = usize>, members: Vec<Column>) -> Made<Column> {
    let offsets = OffsetBuffer::<i32>::from_lengths(lengths);
    let len = offsets.last() as usize;
    let (fields, arrays) = parts(members);
    let members = StructArray::try_new_with_length(fields, arrays, None, len)?;
    let member = Field::new("item", arrow_array::Array::data_type(&members).clone(), false);
    let lists = ListArray::try_new(Arc::new(member), offsets, Arc::new(members), None)?;
    Ok(Column::new(name, false, Arc::new(lists)))
}

/// A table of columns.
pub fn table(columns: Vec<Column>) -> Made<RecordBatch> {
    let (fields, arrays) = parts(columns);
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
}

/// What was made, or why Arrow does not take it.
pub type Made<T> = Result<T, ArrowError>;

fn parts(columns: Vec<Column>) -> (Fields, Vec<ArrayRef>) {
    let fields: Vec<Field> = columns.iter().map(Column::field).collect();
    (fields.into(), columns.into_iter().map(|c| c.values).collect())
}
