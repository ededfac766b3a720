package ai.genops.source.otlp;

import ai.genops.source.wire.WireReader;

/// The types that fields of OTLP have. Ids are bytes of a fixed length, as OTLP's comments demand.
enum FieldType {
    STRING(WireReader.BYTES),
    BYTES(WireReader.BYTES),
    TRACE_ID(WireReader.BYTES),
    SPAN_ID(WireReader.BYTES),
    MESSAGE(WireReader.BYTES),
    BOOL(WireReader.VARINT),
    ENUM(WireReader.VARINT),
    INT32(WireReader.VARINT),
    UINT32(WireReader.VARINT),
    SINT32(WireReader.VARINT),
    INT64(WireReader.VARINT),
    UINT64(WireReader.VARINT),
    FIXED32(WireReader.FIXED32),
    FIXED64(WireReader.FIXED64),
    SFIXED64(WireReader.FIXED64),
    DOUBLE(WireReader.FIXED64);

    final int wireType;

    FieldType(int wireType) {
        this.wireType = wireType;
    }

    /// Whether many of them may stand in one packed field.
    boolean packs() {
        return wireType != WireReader.BYTES;
    }
}
