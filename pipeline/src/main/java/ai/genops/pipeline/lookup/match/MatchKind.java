package ai.genops.pipeline.lookup.match;

/// How the last column of a key is compared with an event's value; the columns before it are always compared exactly.
public enum MatchKind {
    /// The same text.
    EXACT,
    /// The row's key begins the value; of several the longest.
    PREFIX,
    /// The row's key is a network (`10.0.0.0/8`, `2001:db8::/32`, or one address) that holds the value; the smallest.
    CIDR,
    /// The row's key is a regular expression (Java's) that is found in the value; the first row,
    /// or as [Choice] says.
    REGEX,
    /// The row's key is the whole value, with `*` for any characters, as in Splunk's lookups; the first row.
    WILDCARD
}
