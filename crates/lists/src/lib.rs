//! An authority's file in, entities with listings and the source of every value out.
