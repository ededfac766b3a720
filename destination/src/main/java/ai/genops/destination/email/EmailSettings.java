package ai.genops.destination.email;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the block of an `email` destination says. Without an address to send to it is not configured, which is no
/// mistake.
///
/// @param username empty: without a login
/// @param html whether `body` is HTML; what it fills in is escaped then
/// @param digest whether all events of a batch are one mail
/// @param maxShown events written out in a digest; of the others it gives the number
/// @param reach timeouts, and which certificates to trust
record EmailSettings(
        Secret host,
        int port,
        String tls,
        Secret username,
        Secret password,
        Secret from,
        List<Secret> to,
        List<Secret> cc,
        @Nullable PayloadTemplate subject,
        @Nullable PayloadTemplate body,
        boolean html,
        boolean digest,
        int maxShown,
        HttpSettings reach,
        List<String> missing) {
    static EmailSettings read(Section section) {
        var block = new DestinationBlock(section);
        Secret host = block.required("host");
        String tls = section.choice("tls", "starttls", List.of("starttls", "tls", "none"));
        int port = section.integer("port", tls.equals("tls") ? 465 : 587, 1, 65_535);
        block.together("username", "password");
        if (tls.equals("none") && section.has("password")) {
            String text = "`tls: none` sends `password` and every mail readable to anyone on the way";
            section.problems().note(section.at("tls"), text, "Write `starttls` or `tls`.");
        }
        Secret from = block.optional("from");
        if (section.has("from")) {
            check("from", from, section);
        } else {
            block.miss("no address in `from`");
        }
        List<Secret> to = addresses("to", block);
        if (to.isEmpty()) {
            block.miss("no address in `to`");
        }
        return new EmailSettings(
                host,
                port,
                tls,
                block.optional("username"),
                block.optional("password"),
                from,
                to,
                addresses("cc", block),
                block.template("subject"),
                block.template("payload_template"),
                section.choice("format", "text", List.of("text", "html")).equals("html"),
                section.flag("digest", true),
                section.integer("max_shown", 50, 1, 1000),
                HttpSettings.read(section),
                block.missing());
    }

    private static List<Secret> addresses(String key, DestinationBlock block) {
        List<Secret> addresses = new ArrayList<>();
        for (String text : block.section().texts(key)) {
            Secret address = block.section().secrets().resolve(text);
            if (!address.isPresent()) {
                block.miss(address.missing());
            }
            check(key, address, block.section());
            addresses.add(address);
        }
        return List.copyOf(addresses);
    }

    private static void check(String key, Secret address, Section section) {
        String text = "`" + key + "` holds a text that is not an address";
        section.problems()
                .require(
                        !address.isPresent() || isAddress(address.value()),
                        section.at(key),
                        text,
                        "Write `name@host`.");
    }

    /// By RFC 5322, and nothing that could begin a header of its own.
    private static boolean isAddress(String text) {
        try {
            new InternetAddress(text, true);
            return text.matches("[^\\p{Cntrl}]+@[^\\p{Cntrl}]+");
        } catch (AddressException e) {
            return false;
        }
    }
}
