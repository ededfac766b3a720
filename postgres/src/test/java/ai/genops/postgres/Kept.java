package ai.genops.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A connection per thread that is kept when it is closed. */
final class Kept {
    private Kept() {}

    static DataSource of(DataSource source) {
        ThreadLocal<Connection> connections = ThreadLocal.withInitial(() -> open(source));
        return (DataSource) Proxy.newProxyInstance(
                Kept.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return connections.get();
                });
    }

    private static Connection open(DataSource source) {
        try {
            Connection real = source.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Kept.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        try {
                            return method.getName().equals("close") ? null : method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
