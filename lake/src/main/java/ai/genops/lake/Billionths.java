package ai.genops.lake;

/// Numbers that are a whole number of billionths, as amounts of money mostly are: added as such, they add up exactly.
/// Below a million a number has at most 15 digits down to the ninth decimal, so if so many billionths give the same
/// double, they are the number that was written.
public final class Billionths {
    private Billionths() {}

    /// Whether a double is such a number, as SQL.
    public static String are(String number) {
        return "abs(%1$s) < 1e6 and try_cast(%1$s * 1e9 as bigint)::double / 1e9 = %1$s".formatted(number);
    }

    /// Of a double that is such a number, how many, as SQL.
    public static String of(String number) {
        return "(%s * 1e9)::bigint".formatted(number);
    }
}
