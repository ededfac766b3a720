package ai.genops.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What to write instead of the names of JavaScript and Cribl that are not here on purpose.
final class Advice {
    private static final Map<String, String> METHODS = new HashMap<>();
    private static final Map<String, String> FUNCTIONS = new HashMap<>();

    static {
        method("arrays do not change here; write [...list, x]", "push");
        method("arrays do not change here; write [x, ...list]", "unshift");
        method("arrays do not change here; write list.slice(0, -1), and list.at(-1) for the element", "pop");
        method("arrays do not change here; write list.slice(1), and list[0] for the element", "shift");
        method("arrays do not change here; write [...list.slice(0, i), x, ...list.slice(i)]", "splice", "toSpliced");
        method("arrays do not change here; write list.map(x => value)", "fill", "copyWithin");
        method("an expression gives a value; use map, filter or reduce", "forEach");
        method("call the function by its name", "call", "apply", "bind");
        method(
                "it depends on the machine; write C.Time.strftime(date, '%Y-%m-%d %H:%M:%S')",
                "toLocaleDateString", "toLocaleTimeString");
        List.of("FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds")
                .forEach(part -> method(
                        "dates do not change here; write new Date(date.getTime() + milliseconds)",
                        "set" + part,
                        "setUTC" + part));
        method("dates do not change here; write new Date(milliseconds)", "setTime");
        function("no code is made at run time", "eval", "Function", "require", "import");
        function("write new Set(list)", "Set", "WeakSet");
        function("write an object, ({a: 1}), or Object.fromEntries(pairs)", "Map", "WeakMap");
        function("write decimal(x), which is exact", "BigInt");
        function("write Array.from({length: n}, (_, i) => i)", "Array");
        List.of("log", "info", "debug", "warn", "error")
                .forEach(level -> function(
                        "nothing is printed here; set a field, and look at it with genops try", "console." + level));
        function("an expression gives a value and does nothing else", "alert", "setTimeout", "setInterval", "fetch");
        function("values do not change here, so there is no need", "Object.freeze", "structuredClone");
        function("write C.Decode.base64(x)", "atob");
        function("write C.Encode.base64(x)", "btoa");
        function("write encodeURIComponent(x)", "escape");
        function("write decodeURIComponent(x)", "unescape");
        function("its models are Cribl's; write C.Text.entropy(x)", "C.Text.relativeEntropy");
        function(
                "nothing is decrypted here; to hide a value, write C.Crypto.createHmac(value, key)",
                "C.Crypto.encrypt",
                "C.Crypto.decrypt");
        function(
                "secrets are for the settings of destinations, since what an expression reads can end up in events",
                "C.Secret");
        function("check what you need, as in typeof x == 'number'", "C.Schema");
        function("write resource['host.name']", "C.os.hostname");
        function("write C.Net.cidrMatch(range, address)", "C.Net.parseAddressOrRangeString");
        function("write C.Net.isIPV4Cidr(x)", "C.Net.IPv4_CIDR_REGEX");
        function(
                "it tells of Cribl; write C.vars.name, with a variable of your own in server.yaml under"
                        + " expressions.variables",
                "C.version",
                "C.confVersion",
                "C.WorkerGroupId");
    }

    private Advice() {}

    private static void method(String advice, String... names) {
        for (String name : names) {
            METHODS.put(name, advice);
        }
    }

    private static void function(String advice, String... names) {
        for (String name : names) {
            FUNCTIONS.put(name, advice);
        }
    }

    /// What to write instead of a method, empty if it is not known.
    static String forMethod(String name) {
        return METHODS.getOrDefault(name, "");
    }

    /// What to write instead of a call, empty if it is not known.
    static String forCall(String name) {
        return name.startsWith("C.vars.")
                ? "a variable is a value here; write out what it computes"
                : forFunction(name);
    }

    /// What to write instead of a function or constant, empty if it is not known.
    static String forFunction(String name) {
        return FUNCTIONS.getOrDefault(name, "");
    }
}
