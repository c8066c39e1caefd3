//! May these goods go there, on that day? Trade measures as dated data, and the check over them.
