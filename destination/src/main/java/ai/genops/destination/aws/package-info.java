/// What of Amazon more than one place uses. Starting points: [GivenCredentials] is as whom the process asks,
/// [SecretsManagerStore] is `${aws-secrets:name#key}`.
@NullMarked
package ai.genops.destination.aws;

import org.jspecify.annotations.NullMarked;
