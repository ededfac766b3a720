package ai.genops.event;

/// Which values of attributes a field may take over as they are. None that JavaScript takes for false is among them: an
/// expression that gives a default instead goes its own way with these.
public enum Scalars {
    /// Texts, numbers and true.
    ALL(-1),
    NUMBERS(1 << Attributes.LONG | 1 << Attributes.DOUBLE),
    /// Numbers that were received as integers.
    INTEGERS(1 << Attributes.LONG);

    private final int types;

    Scalars(int types) {
        this.types = types;
    }

    boolean has(byte type, long bits) {
        return (types >> type & 1) != 0 && isTrue(type, bits);
    }

    private static boolean isTrue(byte type, long bits) {
        if (type == Attributes.TEXT) {
            return (int) bits > 0;
        }
        if (type == Attributes.DOUBLE) {
            double number = Double.longBitsToDouble(bits);
            return number < 0 || number > 0;
        }
        return type != Attributes.OBJECT && bits != 0;
    }
}
