package ai.genops.destination.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The line between a producer and a broker, which breaks on request. It knows where requests and responses begin
/// (kafka.apache.org/protocol, "Protocol Primitive Types": a size of 4 bytes, then for a request its kind in 2), and
/// breaks when messages are sent, not before.
final class KafkaLine implements AutoCloseable {
    private static final int PRODUCE = 0;

    private final Queue<Break> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int brokerPort;
    private volatile boolean down;
    private final int port;
    private ServerSocket listening;

    /// What happens to a request that carries messages.
    enum Break {
        NONE,
        SWALLOWED,
        BEFORE_THE_BROKER,
        IN_THE_ANSWER,
        BEFORE_THE_ANSWER
    }

    KafkaLine() {
        listening = listen(0);
        port = listening.getLocalPort();
    }

    private ServerSocket listen(int port) {
        try {
            var fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Thread.startVirtualThread(() -> accept(fresh));
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void leadTo(int port) {
        brokerPort = port;
    }

    int port() {
        return port;
    }

    Queue<Break> waiting() {
        return waiting;
    }

    void down() {
        down = true;
        close(listening);
        open.forEach(KafkaLine::close);
    }

    void up() {
        if (down) {
            down = false;
            listening = listen(port);
        }
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
                open.add(client);
                open.add(broker);
                var connection = new Connection(client, broker);
                Thread.startVirtualThread(connection::forth);
                Thread.startVirtualThread(connection::back);
                if (down) {
                    connection.end();
                }
            }
        } catch (IOException e) {
            close(from);
        }
    }

    @Override
    public void close() {
        down();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// One of the client's, and ours to the broker.
    private final class Connection {
        private final Socket client;
        private final Socket broker;
        private volatile Break next = Break.NONE;

        Connection(Socket client, Socket broker) {
            this.client = client;
            this.broker = broker;
        }

        void forth() {
            try {
                var in = new DataInputStream(client.getInputStream());
                var out = new DataOutputStream(broker.getOutputStream());
                while (true) {
                    byte[] request = frame(in);
                    boolean messages = ((request[0] << 8) | request[1]) == PRODUCE;
                    Break each = messages ? waiting.poll() : null;
                    next = each == null ? Break.NONE : each;
                    if (each == Break.BEFORE_THE_BROKER) {
                        return;
                    }
                    if (each != Break.SWALLOWED) {
                        write(request, out);
                    }
                }
            } catch (IOException e) {
                // One side has hung up.
            } finally {
                end();
            }
        }

        void back() {
            try {
                var in = new DataInputStream(broker.getInputStream());
                var out = new DataOutputStream(client.getOutputStream());
                while (true) {
                    byte[] response = frame(in);
                    if (next == Break.IN_THE_ANSWER) {
                        out.writeInt(response.length);
                        out.write(response, 0, response.length / 2);
                    }
                    if (next == Break.IN_THE_ANSWER || next == Break.BEFORE_THE_ANSWER) {
                        return;
                    }
                    write(response, out);
                }
            } catch (IOException e) {
                // One side has hung up.
            } finally {
                end();
            }
        }

        void end() {
            close(client);
            close(broker);
            open.remove(client);
            open.remove(broker);
        }
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        byte[] frame = new byte[in.readInt()];
        int read = in.readNBytes(frame, 0, frame.length);
        if (read < frame.length) {
            throw new EOFException();
        }
        return frame;
    }

    private static void write(byte[] frame, DataOutputStream out) throws IOException {
        byte[] whole = new byte[frame.length + Integer.BYTES];
        ByteBuffer.wrap(whole).putInt(frame.length).put(frame);
        out.write(whole);
        out.flush();
    }
}
