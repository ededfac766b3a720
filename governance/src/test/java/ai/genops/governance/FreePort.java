package ai.genops.governance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that tests start: below those that systems give to outgoing connections, one of which would else take
 * the port before the server does; elsewhere in every process of tests that runs beside this one.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int PORTS = 12_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % PORTS));

    private FreePort() {}

    /** One that nobody listens on; never twice the same in a process, until all were given. */
    public static int next() {
        for (int tried = 0; tried < PORTS; tried++) {
            int port = FIRST + NEXT.getAndIncrement() % PORTS;
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // Somebody has it.
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
