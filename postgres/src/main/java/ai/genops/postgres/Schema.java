package ai.genops.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables, made and changed step by step: step n is the resource {@code n.sql}, done once, by whoever comes first. */
final class Schema {
    private static final int STEPS = 2;
    /** Any number that nobody else locks. */
    private static final long LOCK = 0x67656e6f7073L;

    private Schema() {}

    /** Within the transaction of the connection. */
    static void migrate(Sql sql) throws SQLException {
        sql.first("select pg_advisory_xact_lock(?)", row -> "", LOCK);
        sql.update("create table if not exists genops_budget_schema (step integer primary key)");
        long done = sql.number("select coalesce(max(step), 0) from genops_budget_schema");
        if (done > STEPS) {
            throw new SQLException("its tables are of step " + done + ", and this program knows up to " + STEPS
                    + ": a newer one has been here");
        }
        for (long step = done + 1; step <= STEPS; step++) {
            try (Statement statement = sql.connection().createStatement()) {
                statement.execute(text(step + ".sql"));
            }
            sql.update("insert into genops_budget_schema (step) values (?)", (int) step);
        }
    }

    private static String text(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
