package ai.genops.destination.email;

import ai.genops.destination.alert.Alert;
import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends events as mail. The same request has the same `Message-ID` at every attempt, so that a mail that arrives
/// twice is recognised.
final class EmailTransport implements Transport {
    private static final Logger log = LoggerFactory.getLogger(EmailTransport.class);

    private final String id;
    private final EmailSettings settings;
    private final Redaction redaction = new Redaction();
    /// Of the request that is under way: who has not got it yet. Null: nobody has.
    private @Nullable Left left;

    private record Left(String request, Set<Address> recipients) {}

    EmailTransport(String id, EmailSettings settings) {
        this.id = id;
        this.settings = settings;
        redaction.add(settings.password());
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    @Override
    public boolean keepsBatches() {
        return true;
    }

    @Override
    public Encoder encoder(Route route) {
        Section options = route.options();
        PayloadTemplate ownBody = PayloadTemplate.ofRoute(options, "payload_template", settings.missing());
        PayloadTemplate ownSubject = PayloadTemplate.ofRoute(options, "subject", settings.missing());
        options.choice("output_format", "json", List.of("json", "email"));
        RouteKeys.finish(options);
        PayloadTemplate body = ownBody != null ? ownBody : settings.body();
        PayloadTemplate subject = ownSubject != null ? ownSubject : settings.subject();
        Encoder subjects = subject == null
                ? (event, out) ->
                        out.ascii("[GenOps] ").raw(utf8(Alert.of(event).title()))
                : subject.compileText(route.scope(), redaction, UnaryOperator.identity());
        Encoder bodies = body != null
                ? body.compileText(route.scope(), redaction, settings.html() ? Mail::escape : UnaryOperator.identity())
                : settings.html()
                        ? (event, out) -> out.raw(utf8("<pre>" + Mail.escape(Mail.text(event)) + "</pre>"))
                        : (event, out) -> out.raw(utf8(Mail.text(event)));
        JsonBuffer text = new JsonBuffer(1024);
        return (event, out) -> {
            text.clear();
            subjects.encode(event, text);
            out.ascii("{\"subject\":").text(text.toString());
            text.clear();
            bodies.encode(event, text);
            out.ascii(",\"body\":").text(text.toString()).raw('}');
        };
    }

    @Override
    public Outcome send(Request request) throws IOException {
        Mail mail = Mail.of(request, settings);
        try {
            Smtp smtp = new Smtp(settings);
            Smtp.Letter letter = smtp.letter(id, request, mail);
            Left before = left != null && left.request().equals(request.id()) ? left : null;
            Set<Address> recipients = before == null ? letter.recipients() : before.recipients();
            SmtpResult result = smtp.send(letter, recipients);
            return settle(request, result, before != null);
        } catch (MessagingException e) {
            // Before the server was told of the mail, or the mail could not be put together.
            return new Outcome.Failed("the mail server cannot be used: " + e.getMessage(), null);
        }
    }

    /// Who is refused for good while others have got it is told in the log: another attempt would not help, and to
    /// keep the events as refused would not be true.
    private Outcome settle(Request request, SmtpResult result, boolean someHaveIt) {
        boolean delivered = someHaveIt || result.delivered();
        if (delivered && !result.refused().isEmpty()) {
            log.warn("mail {} of `{}` reached others, but not {}", request.id(), id, redaction.apply(result.reason()));
        }
        if (delivered && !result.retry().isEmpty()) {
            left = new Left(request.id(), result.retry());
            return new Outcome.Failed("some recipients are not served yet: " + result.reason(), null);
        }
        if (!result.retry().isEmpty()) {
            return new Outcome.Failed("the mail server puts it off: " + result.reason(), null);
        }
        left = null;
        if (delivered) {
            return new Outcome.Delivered();
        }
        return result.tooLarge()
                ? new Outcome.TooLarge("the mail server refuses its size: " + result.reason())
                : new Outcome.Refused("the mail server refuses it: " + result.reason());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
