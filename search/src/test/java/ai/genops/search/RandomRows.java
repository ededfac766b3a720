package ai.genops.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Events of a few days as SQL that puts them into the table `data`: attributes of one kind, of several, of some events
/// only, of some part of the log only.
final class RandomRows {
    static final int DAYS = 4;

    private static final Instant NOW = TestLake.NOW;

    private RandomRows() {}

    /// @param row from 0
    /// @param rows of which it is one
    static String insert(Random random, int row, int rows) {
        Instant time = NOW.minusSeconds(random.nextInt(DAYS * 86_400)).plusMillis(random.nextInt(1000));
        var fields = new ArrayList<String>();
        if (random.nextInt(8) > 0) {
            fields.add("\"genops.team\": \""
                    + List.of("support", "research", "ops").get(random.nextInt(3)) + "\"");
        }
        fields.add("\"genops.cost.total\": "
                + List.of("0", "0.000123", "1.5", "2", "1e-7").get(random.nextInt(5)));
        fields.add("\"genops.customer.id\": \"c" + random.nextInt(40) + "\"");
        fields.add("\"mixed\": "
                + List.of("7", "\"seven\"", "true", "[1, 2]", "null", "7.25").get(random.nextInt(6)));
        fields.add("\"wholes\": " + (random.nextBoolean() ? random.nextInt() : "9007199254740993"));
        fields.add("\"odd/na~me\\\"x\": " + random.nextInt(5));
        fields.add("\"flag\": " + random.nextBoolean());
        if (random.nextInt(5) > 0) {
            fields.add("\"value\": " + random.nextInt(400) / 4.0);
        }
        fields.add("\"Flag\": \"upper\"");
        fields.add("\"computed\": " + (random.nextInt(3) == 0 ? "0.5" : 0.8 + random.nextInt(200) / 1000.0));
        if (row > rows / 3 || random.nextBoolean()) {
            boolean text = row < rows / 2 && random.nextBoolean();
            fields.add("\"genops.operation.duration_ms\": " + (text ? "\"long\"" : random.nextInt(9_000) / 4.0));
        }
        fields.add("\"nested\": [{\"a\": 1}, {\"a\": \"it's\"}]");
        if (random.nextInt(100) == 0) {
            fields.add("\"rare\": \"x" + random.nextInt(3) + "\"");
        }
        switch (random.nextInt(30)) {
            case 0 -> fields.add("\"genops.budget.used\": " + random.nextInt(100));
            case 1 -> fields.add("\"note\": \"about Genops.Budget.used\"");
            case 2 -> fields.add("\"genops.budget.other\": null");
            case 3 -> fields.add("\"genops.budget of spaces\": 1");
            case 4, 5, 6 -> fields.add("\"plain.small\": " + random.nextInt(9));
            case 7, 8, 9 -> fields.add("\"plain.big\": \"b\"");
            default -> {}
        }
        fields.add("\"later\": " + (row > rows * 2 / 3 && random.nextInt(4) == 0 ? "\"unknown\"" : random.nextInt(50)));
        if (row > rows / 2 && random.nextBoolean()) {
            fields.add("\"sometimes\": 1");
        }
        return "insert into data select timestamp '%s', timestamp '%s', '%s', '%s', md5('%d'), '%016x', null, %d, 'ok',"
                        .formatted(
                                time.toString().replace("Z", ""),
                                NOW.minusSeconds(rows - row).toString().replace("Z", ""),
                                List.of("span", "span", "metric").get(random.nextInt(3)),
                                List.of("chat", "embed").get(random.nextInt(2)),
                                row,
                                row,
                                random.nextInt(1_000_000))
                + " 'h', 's', 'genops:telemetry', null, 1.0, '{"
                + String.join(", ", fields).replace("'", "''")
                + "}'::json::variant, "
                + (random.nextInt(5) == 0 ? "'[{\"name\": \"e\"}]'::json::variant" : "null")
                + ", " + row + ", 0";
    }
}
