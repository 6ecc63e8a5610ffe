package dev.messageport.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/**
 * Bootstraps the context of a {@link MessagePortTest}, with its properties.
 */
final class MessagePortTestContextBootstrapper extends TestSliceTestContextBootstrapper<MessagePortTest> {

}
