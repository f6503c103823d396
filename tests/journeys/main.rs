//! Use cases on a real vault in a temporary folder: what people of a school do, and what they are not let do.

mod after;
mod school;

mod demonstration;
mod drives;
mod erasing;
mod exporting;
mod faces;
mod importing;
mod leavers;
mod protecting;
mod pupils;
mod records;
mod register;
mod reviewing;
mod roles;
mod safekeeping;
mod secrecy;
mod subject_access;
