package ai.genops.source.hec;

/// What an event is filed under; empty: not said.
record Filing(String host, String source, String sourcetype, String index) {
    /// The same, where this one says nothing as `other` says.
    Filing or(Filing other) {
        return new Filing(
                host.isEmpty() ? other.host : host,
                source.isEmpty() ? other.source : source,
                sourcetype.isEmpty() ? other.sourcetype : sourcetype,
                index.isEmpty() ? other.index : index);
    }
}
