package ai.genops.expression;

/// The operators of the language, by what they need of their operands.
final class Operator {
    private Operator() {}

    enum Unary {
        NOT,
        NEGATE,
        PLUS,
        TYPEOF,
        VOID,
        BIT_NOT
    }

    enum Logical {
        AND,
        OR,
        COALESCE
    }

    enum Binary {
        EQUAL,
        NOT_EQUAL,
        SAME,
        NOT_SAME,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER,
        POWER,
        BIT_AND,
        BIT_OR,
        BIT_XOR,
        SHIFT_LEFT,
        SHIFT_RIGHT,
        SHIFT_RIGHT_UNSIGNED,
        IN;

        boolean isEquality() {
            return this == EQUAL || this == NOT_EQUAL || this == SAME || this == NOT_SAME;
        }

        boolean isOrder() {
            return this == LESS || this == LESS_OR_EQUAL || this == GREATER || this == GREATER_OR_EQUAL;
        }
    }
}
