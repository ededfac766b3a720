@org.jspecify.annotations.NullMarked
package ai.genops.observability.validate;
