package ai.genops.destination.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.genops.destination.contract.Fault;
import ai.genops.destination.contract.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/// A real SMTP server that misbehaves on request once it has read a mail, in which events stand as `event 7.`; a
/// repetition is told by its `Message-ID`.
final class MailServer implements Peer {
    private static final Pattern EVENT = Pattern.compile("event ([0-9]+)\\.");
    private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (.*)$");

    private final String user;
    private final String password;
    private final Queue<Fault> waiting = new ConcurrentLinkedQueue<>();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long refused = -1;
    private volatile String echo = "";
    private volatile boolean heardThePassword;
    private volatile @Nullable Socket last;
    private int port;
    private SMTPServer server;

    MailServer(String user, String password) {
        this.user = user;
        this.password = password;
        server = start();
    }

    private SMTPServer start() {
        SMTPServer fresh = SMTPServer.port(port)
                .serverSocketFactory(Accepting::new)
                .messageHandlerFactory(_ -> new Handler())
                .authenticationHandlerFactory(
                        new EasyAuthenticationHandlerFactory((name, word, _) -> login(name, word)))
                .requireAuth()
                .build();
        fresh.start();
        port = fresh.getPortAllocated();
        return fresh;
    }

    /// Keeps the connection of the client, which has one at a time.
    private final class Accepting extends ServerSocket {
        Accepting() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            Socket socket = super.accept();
            last = socket;
            return socket;
        }
    }

    private void login(String name, String word) throws LoginFailedException {
        heardThePassword |= word.equals(password);
        boolean stranger = waiting.peek() == Fault.UNAUTHORIZED;
        if (stranger) {
            waiting.remove();
            arrivals.add(new Arrival(Map.of(), Set.of()));
        }
        if (stranger || !name.equals(user) || !word.equals(password)) {
            throw new LoginFailedException("535 5.7.8 wrong");
        }
    }

    boolean heardThePassword() {
        return heardThePassword;
    }

    @Override
    public String address() {
        return Integer.toString(port);
    }

    @Override
    public void next(Fault... faults) {
        waiting.addAll(List.of(faults));
    }

    @Override
    public void refuse(long number) {
        refused = number;
    }

    @Override
    public void echo(String text) {
        echo = text;
        next(Fault.ECHO, Fault.ECHO);
    }

    @Override
    public void down() {
        server.stop();
    }

    @Override
    public void up() {
        server = start();
    }

    @Override
    public List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop();
    }

    /// One mail.
    private final class Handler implements MessageHandler {
        private final List<String> recipients = new ArrayList<>();

        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws IOException, RejectException {
            String mail = new String(data.readAllBytes(), ISO_8859_1);
            Map<Long, String> events = events(mail);
            Fault fault = waiting.poll();
            boolean refuses = events.containsKey(refused);
            boolean takes = (fault == null || fault == Fault.NONE || fault == Fault.TAKEN_BUT_CLOSED) && !refuses;
            arrivals.add(new Arrival(events, takes ? events.keySet() : Set.of()));
            show(fault != null ? fault : refuses ? Fault.REFUSED : Fault.NONE);
            return "ok";
        }

        @Override
        public void done() {}
    }

    private static Map<Long, String> events(String mail) {
        Matcher id = MESSAGE_ID.matcher(mail);
        if (!id.find()) {
            throw new IllegalArgumentException("a mail without a Message-ID");
        }
        Map<Long, String> events = new LinkedHashMap<>();
        EVENT.matcher(mail)
                .results()
                .forEach(event ->
                        events.put(Long.valueOf(event.group(1)), id.group(1).strip()));
        return events;
    }

    private void show(Fault fault) throws IOException, RejectException {
        switch (fault) {
            case NONE -> {}
            case TOO_MANY -> throw new RejectException(450, "4.7.1 slower");
            case UNAVAILABLE -> throw new RejectException(421, "4.3.2 going down");
            case ERROR -> throw new RejectException(451, "4.3.0 on fire");
            case REFUSED -> throw new RejectException(554, "5.6.0 not like this");
            case TOO_LARGE -> throw new RejectException(552, "5.3.4 too large");
            case ECHO -> throw new RejectException(waiting.contains(Fault.ECHO) ? 451 : 554, echo);
            case SILENT -> await();
            case HALF -> hangUp("25");
            case CLOSED, TAKEN_BUT_CLOSED -> hangUp("");
            case TOO_MANY_UNTIL, UNAUTHORIZED, GONE ->
                throw new IllegalArgumentException("no answer to a mail: " + fault);
        }
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hangUp(String before) throws IOException {
        Socket client = last;
        if (client != null) {
            client.getOutputStream().write(before.getBytes(US_ASCII));
            client.close();
        }
    }
}
