//! A subject and its candidates in, matches with score and evidence out, under a policy.
