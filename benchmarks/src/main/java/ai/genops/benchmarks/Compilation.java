package ai.genops.benchmarks;

import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// What a search takes until it reads its first event, as the CPU time of its thread in ms: its own part, from the text
/// to the SQL, and the engine's, which parses, binds and optimises that SQL, files and all. One thread.
final class Compilation {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int RUNS = 15;

    /// What was asked of the engine, and how long that took.
    private final List<String> asked = new ArrayList<>();

    private long insideNanos;
    private final Search.Connections connections;

    double own = Double.MAX_VALUE;
    double engine;

    Compilation(Search.Connections connections) {
        this.connections = connections;
    }

    /// The lake's connections, watched.
    Connection open() throws SQLException {
        return watched(Connection.class, connections.open());
    }

    /// Measures one query, the least of some runs.
    void measure(Search search, SearchRequest request) throws Exception {
        own = Double.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            asked.clear();
            insideNanos = 0;
            long whole = nanos(() -> search.run(request));
            own = Math.min(own, (whole - insideNanos) / 1e6);
        }
        engine = 0;
        try (Connection connection = connections.open()) {
            for (String sql : List.copyOf(asked)) {
                long least = Long.MAX_VALUE;
                for (int i = 0; i < RUNS; i++) {
                    least = Math.min(least, nanos(() -> {
                        connection.prepareStatement(sql).close();
                        return sql;
                    }));
                }
                engine += least / 1e6;
                if (sql.startsWith("create temporary table")) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                }
            }
        }
    }

    private static long nanos(Callable<?> work) throws Exception {
        long before = THREADS.getCurrentThreadCpuTime();
        work.call();
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private <T> T watched(Class<T> type, Object watched) {
        return type.cast(Proxy.newProxyInstance(
                Compilation.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    Object result = call(watched, method, arguments);
                    return method.getName().equals("createStatement") ? watched(Statement.class, result) : result;
                }));
    }

    private Object call(Object watched, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
            asked.add(sql);
        }
        long before = THREADS.getCurrentThreadCpuTime();
        try {
            return method.invoke(watched, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            insideNanos += THREADS.getCurrentThreadCpuTime() - before;
        }
    }
}
