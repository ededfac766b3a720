package ai.genops.destination.email;

import ai.genops.destination.delivery.Request;
import ai.genops.pipeline.config.Secret;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to the mail server for one mail, with the secrets as they are now.
final class Smtp {
    private static final Logger log = LoggerFactory.getLogger(Smtp.class);

    private final EmailSettings settings;
    private final Session session;

    /// A mail ready to be sent.
    record Letter(MimeMessage message, Set<Address> recipients) {}

    Smtp(EmailSettings settings) throws MessagingException {
        this.settings = settings;
        session = Session.getInstance(properties(settings));
    }

    private static Properties properties(EmailSettings settings) throws MessagingException {
        var properties = new Properties();
        String timeout = Long.toString(settings.reach().timeout().toMillis());
        properties.put("mail.smtp.timeout", timeout);
        properties.put("mail.smtp.writetimeout", timeout);
        properties.put(
                "mail.smtp.connectiontimeout",
                Long.toString(settings.reach().connectTimeout().toMillis()));
        // Those whom the server accepts get the mail, whatever it says of the others.
        properties.put("mail.smtp.sendpartial", "true");
        properties.put(
                "mail.smtp.auth", Boolean.toString(settings.username().value().length() > 0));
        if (!settings.tls().equals("none")) {
            String how = settings.tls().equals("tls") ? "ssl.enable" : "starttls.required";
            properties.put("mail.smtp." + how, "true");
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put(
                    "mail.smtp.ssl.checkserveridentity",
                    Boolean.toString(settings.reach().verifyTls()));
            Trust.apply(settings.reach(), properties);
        }
        return properties;
    }

    Letter letter(String destination, Request request, Mail mail) throws MessagingException {
        var from = new InternetAddress(settings.from().value(), true);
        String messageId = messageId(destination, request, from);
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        message.setFrom(from);
        Set<Address> recipients = new LinkedHashSet<>();
        add(RecipientType.TO, settings.to(), message, recipients);
        add(RecipientType.CC, settings.cc(), message, recipients);
        message.setSubject(mail.subject(), "UTF-8");
        message.setText(mail.body(), "UTF-8", settings.html() ? "html" : "plain");
        Instant sent = Instant.ofEpochMilli(request.batchMillis());
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(sent.atOffset(ZoneOffset.UTC));
        // RFC 5322 wants the offset as a number.
        message.setHeader("Date", date.replace("GMT", "+0000"));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return new Letter(message, recipients);
    }

    private static void add(RecipientType type, List<Secret> addresses, MimeMessage message, Set<Address> all)
            throws MessagingException {
        for (Secret address : addresses) {
            var recipient = new InternetAddress(address.value(), true);
            message.addRecipient(type, recipient);
            all.add(recipient);
        }
    }

    /// The offsets alone would be the same for two servers.
    private static String messageId(String destination, Request request, InternetAddress from) {
        String name = destination.replaceAll("[^A-Za-z0-9_-]", "_");
        String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        return "<genops." + name + "." + request.id() + "." + Long.toHexString(request.batchMillis()) + "@" + domain
                + ">";
    }

    SmtpResult send(Letter letter, Set<Address> recipients) throws MessagingException {
        Transport transport = session.getTransport("smtp");
        try {
            String username = settings.username().value();
            transport.connect(
                    settings.host().value(),
                    settings.port(),
                    username.isEmpty() ? null : username,
                    username.isEmpty() ? null : settings.password().value());
            return hand(letter, recipients, transport);
        } finally {
            leave(transport);
        }
    }

    /// How the connection ends does not change what became of the mail.
    private static void leave(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            log.debug("the connection to the mail server did not close cleanly: {}", e.getMessage());
        }
    }

    private static SmtpResult hand(Letter letter, Set<Address> recipients, Transport transport)
            throws MessagingException {
        try {
            transport.sendMessage(letter.message(), recipients.toArray(Address[]::new));
            return SmtpResult.delivered(recipients);
        } catch (SendFailedException e) {
            return SmtpResult.of(e, recipients);
        }
    }
}
