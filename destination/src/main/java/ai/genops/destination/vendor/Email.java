package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.util.List;

/// Mail by SMTP. Without an address to send to it is not configured, which is no mistake.
final class Email {
    private Email() {}

    static void read(DestinationBlock block) {
        Section section = block.section();
        block.required("host");
        section.integer("port", 587, 1, 65_535);
        section.choice("tls", "starttls", List.of("starttls", "tls", "none"));
        block.together("username", "password");
        block.optional("from");
        section.text("subject", "");
        block.template("payload_template");
        List<String> to = section.texts("to");
        if (to.isEmpty()) {
            block.miss("no address in `to`");
        }
        to.forEach(text -> address(block, section.secrets().resolve(text)));
    }

    private static void address(DestinationBlock block, Secret address) {
        if (!address.isPresent()) {
            block.miss(address.missing());
        } else if (!address.value().matches("[^@\\s]+@[^@\\s]+")) {
            Section section = block.section();
            section.problems()
                    .error(section.at("to"), "`to` holds a text that is not an address", "Write `name@host`.");
        }
    }
}
