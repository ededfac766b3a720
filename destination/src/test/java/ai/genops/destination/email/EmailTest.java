package ai.genops.destination.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Budgets;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.pipeline.Destination;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/// Against a real SMTP server, which refuses what the test tells it to.
class EmailTest {
    private static final String PASSWORD = "s3cr3t-password";

    @TempDir
    Path data;

    private final Blocks blocks = new Blocks(Map.of("PASSWORD", PASSWORD));
    private final Budgets budgets = new Budgets(blocks);
    private final List<Received> received = new CopyOnWriteArrayList<>();
    /// Replies, by recipient or `DATA`, each used once.
    private final Map<String, List<Integer>> refusals = new HashMap<>();
    private SMTPServer server;
    private Destination destination;

    private record Received(List<String> recipients, String data) {
        MimeMessage message() throws MessagingException {
            return new MimeMessage(
                    Session.getInstance(new Properties()), new ByteArrayInputStream(data.getBytes(ISO_8859_1)));
        }
    }

    @BeforeEach
    void start() {
        server = SMTPServer.port(0)
                .messageHandlerFactory(Handler::new)
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, _) -> {
                    if (!user.equals("genops") || !password.equals(PASSWORD)) {
                        throw new LoginFailedException("535 5.7.8 wrong");
                    }
                }))
                .requireAuth()
                .build();
        server.start();
        destination = blocks.destination("{id: none, type: console}");
    }

    @AfterEach
    void stop() {
        destination.close();
        server.stop();
    }

    @Test
    void theEventsOfABatchAreOneMail() throws MessagingException, IOException {
        run("max_shown: 2\n", "name: r", "q1", "q2", "q3");
        assertThat(received).hasSize(1);
        MimeMessage mail = received.getFirst().message();
        assertThat(mail.getSubject()).isEqualTo("[GenOps] Budget Alert: q1 at 105.0% (and 2 more)");
        assertThat(mail.getMessageID()).matches("<genops\\.mail\\.0-1\\.0-2\\.[0-9a-f]+@acme\\.io>");
        assertThat(mail.getSentDate()).isNotNull();
        assertThat(mail.getHeader("Date", null)).endsWith(" +0000");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getContent().toString())
                .contains("Budget Alert: q1 at 105.0% (critical)", "Team: support", "Alert: q2")
                .contains("... and 1 more events")
                .doesNotContain("Alert: q3");
        assertThat(received.getFirst().recipients()).containsExactly("a@acme.io", "b@acme.io");
    }

    @Test
    void withoutADigestEachEventIsAMail() throws MessagingException {
        run("digest: false\n", "name: r", "q1", "q2");
        assertThat(received).hasSize(2);
        assertThat(received.getFirst().message().getSubject()).isEqualTo("[GenOps] Budget Alert: q1 at 105.0%");
    }

    @Test
    void anEventCannotAddAHeaderNorMarkup() throws MessagingException, IOException {
        String evil = "x\r\nBcc: evil@acme.io\r\n\r\n<script>&\u2028\u00e9";
        run(
                "format: html\nsubject: '[${team}] ${budget_name}'\n",
                "payload_template: '<p title=\"${budget_name}\">${budget_name}</p>'",
                evil);
        MimeMessage mail = received.getFirst().message();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("[support] x Bcc: evil@acme.io <script>& \u00e9");
        assertThat(mail.getContentType()).startsWith("text/html");
        assertThat(mail.getContent().toString()).contains("&lt;script&gt;&amp;").doesNotContain("<script>");
        assertThat(received.getFirst().recipients()).doesNotContain("evil@acme.io");
    }

    @Test
    void whatPassesIsRepeatedUnderTheSameMessageId() throws MessagingException {
        refusals.put("DATA", new ArrayList<>(List.of(451, 0)));
        run("", "name: r", "q1");
        assertThat(destination.stats().retries()).isEqualTo(1);
        assertThat(received).hasSize(2);
        assertThat(received.get(0).message().getMessageID())
                .isEqualTo(received.get(1).message().getMessageID());
    }

    @Test
    void whatStaysIsRefusedWithTheServersReply() throws IOException {
        refusals.put("DATA", new ArrayList<>(List.of(554)));
        run("", "name: r", "q1");
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(Files.readString(data.resolve("dead-letter/mail/00000001.ndjson")))
                .contains("the mail server refuses it: 554 no");
    }

    @Test
    void aRecipientWhoIsRefusedDoesNotStopTheOthers() {
        refusals.put("a@acme.io", new ArrayList<>(List.of(550)));
        run("", "name: r", "q1");
        assertThat(received)
                .singleElement()
                .satisfies(mail -> assertThat(mail.recipients()).containsExactly("b@acme.io"));
        assertThat(destination.stats().delivered()).isEqualTo(1);
    }

    @Test
    void aRecipientWhoIsPutOffGetsItLaterAndNobodyTwice() {
        refusals.put("a@acme.io", new ArrayList<>(List.of(450)));
        run("", "name: r", "q1");
        assertThat(received)
                .extracting(Received::recipients)
                .containsExactly(List.of("b@acme.io"), List.of("a@acme.io"));
        assertThat(destination.stats().delivered()).isEqualTo(1);
    }

    @Test
    void whenEveryRecipientIsRefusedTheMailIs() {
        refusals.put("a@acme.io", new ArrayList<>(List.of(550)));
        refusals.put("b@acme.io", new ArrayList<>(List.of(553)));
        run("", "name: r", "q1");
        assertThat(received).isEmpty();
        assertThat(destination.stats().rejected()).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsNoReasonToGiveEventsUp() {
        Destination.Edge edge = open("", "name: r", "wrong-s3cr3t");
        edge.write(budgets.event(0, "q1", 105));
        destination.passed(1);
        for (int i = 0; i < 2000 && destination.stats().lastError().isEmpty(); i++) {
            Sample.pause();
        }
        assertThat(destination.stats().lastError())
                .contains("the mail server cannot be used")
                .doesNotContain("s3cr3t");
        assertThat(destination.committed()).isZero();
    }

    @Test
    void whatCannotBeSentReadableIsNotSent() {
        Destination.Edge edge = open("tls: starttls\n", "name: r", PASSWORD);
        edge.write(budgets.event(0, "q1", 105));
        destination.passed(1);
        for (int i = 0; i < 2000 && destination.stats().lastError().isEmpty(); i++) {
            Sample.pause();
        }
        assertThat(destination.stats().lastError()).contains("STARTTLS");
        assertThat(received).isEmpty();
    }

    @Test
    void aBlockSaysWhatIsWrongOrMissing() {
        assertThat(blocks.destination("{id: m, type: email, host: h}")
                        .availability()
                        .text())
                .isEqualTo("not configured (no address in `from`; no address in `to`)");
        blocks.destination("{id: m, type: email, host: h, from: \"a@b\\r\\nBcc: c@d\", to: [nobody]}");
        assertThat(blocks.errors())
                .hasSize(2)
                .anyMatch(error -> error.contains("`from` holds"))
                .anyMatch(error -> error.contains("`to` holds"));
    }

    private void run(String keys, String route, String... names) {
        Destination.Edge edge = open("tls: none\n" + keys, route, PASSWORD);
        for (String name : names) {
            edge.write(budgets.event(0, name, 105));
        }
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
    }

    private Destination.Edge open(String keys, String route, String password) {
        destination = blocks.destination("""
                id: mail
                type: email
                host: 127.0.0.1
                port: %d
                username: genops
                password: %s
                from: GenOps <genops@acme.io>
                to: [a@acme.io]
                cc: [b@acme.io]
                flush_interval: 10ms
                retry_interval: 1ms
                max_retry_delay: 5ms
                """.formatted(server.getPortAllocated(), password) + keys);
        Destination.Edge edge = destination.bind(blocks.route(route));
        assertThat(blocks.errors()).isEmpty();
        destination.start(new Runtimes().in(data));
        return edge;
    }

    /// One mail as the server takes it.
    private final class Handler implements MessageHandler {
        private final List<String> recipients = new ArrayList<>();

        Handler(MessageContext context) {}

        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) throws RejectException {
            reject(recipient);
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws IOException, RejectException {
            String all = new String(data.readAllBytes(), ISO_8859_1);
            assertThat(all).contains("Message-ID: ");
            List<Integer> replies = refusals.get("DATA");
            if (replies == null || replies.size() > 1 || replies.equals(List.of(0))) {
                received.add(new Received(List.copyOf(recipients), all));
            }
            reject("DATA");
            return "ok";
        }

        private void reject(String what) throws RejectException {
            List<Integer> replies = refusals.getOrDefault(what, List.of());
            if (!replies.isEmpty()) {
                int code = replies.removeFirst();
                if (code > 0) {
                    throw new RejectException(code, "no");
                }
            }
        }

        @Override
        public void done() {}
    }
}
