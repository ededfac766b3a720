package ai.genops.destination.s3;

import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Secret;
import java.util.List;

/// As whom the store is asked.
///
/// @param type `access_key`: the key in the block; `auto`: that key if there is one, else what the process was given
///     (environment, web identity, profile, container); `iam_role`: that, or the machine's own role
/// @param roleArn a role to take on; empty: none
record Access(
        String type,
        Secret keyId,
        Secret secretKey,
        Secret sessionToken,
        Secret roleArn,
        Secret externalId,
        String session,
        String stsEndpoint) {
    private static final Secret NONE = new Secret("", "");

    /// What the process was given, and nothing else.
    static final Access GIVEN = new Access("auto", NONE, NONE, NONE, NONE, NONE, "genops", "");

    static Access read(DestinationBlock block) {
        String type = block.section().choice("auth_type", "auto", List.of("auto", "iam_role", "access_key"));
        Secret roleArn = block.optional("role_arn");
        Secret externalId = block.optional("external_id");
        String session = block.section().text("role_session_name", "genops");
        String stsEndpoint = block.section().has("sts_endpoint")
                ? block.address("sts_endpoint").value()
                : "";
        if (!type.equals("access_key")) {
            block.together("access_key_id", "secret_access_key");
        }
        boolean keys = type.equals("access_key");
        return new Access(
                type,
                keys ? block.required("access_key_id") : block.optional("access_key_id"),
                keys ? block.required("secret_access_key") : block.optional("secret_access_key"),
                block.optional("session_token"),
                roleArn,
                externalId,
                session,
                stsEndpoint);
    }
}
