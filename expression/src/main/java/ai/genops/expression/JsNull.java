package ai.genops.expression;

/// JavaScript's null, while an expression runs; Java's null is undefined. Outside, both are "not there".
enum JsNull {
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
