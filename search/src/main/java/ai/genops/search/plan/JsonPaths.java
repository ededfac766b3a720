package ai.genops.search.plan;

/// Paths as `spath` writes them (`a.b{0}.c`, `a{}`), in the engine's notation.
public final class JsonPaths {
    /// The path of the whole text.
    public static final String ROOT = "$";

    private JsonPaths() {}

    /// The value at a path of a JSON text; of a path with `{}` all of them.
    public static Expr value(Expr json, String path) {
        String translated = translate(path);
        return translated.contains("[*]")
                ? Expr.call(Op.JSON_PATHS, Type.LIST, json, new Expr.Text(translated))
                : Expr.call(Op.JSON_PATH, Type.TEXT, json, new Expr.Text(translated));
    }

    /// The member of an object whose key is this text, whatever is in it.
    public static String key(String key) {
        return ROOT + '.' + quoted(key);
    }

    /// `a.b{0}.c` becomes `$."a"."b"[0]."c"`; `{}` means every element. A step without a name, as in
    /// `a..b`, is none.
    public static String translate(String path) {
        var result = new StringBuilder(ROOT);
        for (String step : path.split("\\.", -1)) {
            int brace = step.indexOf('{');
            String name = brace < 0 ? step : step.substring(0, brace);
            if (!name.isEmpty()) {
                result.append('.').append(quoted(name));
            }
            if (brace >= 0) {
                String index = step.substring(brace).replaceAll("[^0-9]", "");
                result.append('[').append(index.isEmpty() ? "*" : index).append(']');
            }
        }
        return result.toString();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
