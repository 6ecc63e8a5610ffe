/**
 * The module 'billing'.
 */
@ApplicationModule(allowedDependencies = {})
package dev.messageport.autoconfigure.shop.billing;

import org.springframework.modulith.ApplicationModule;
