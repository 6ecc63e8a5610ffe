/**
 * The module 'stock'.
 */
@ApplicationModule(allowedDependencies = {})
package dev.messageport.autoconfigure.shop.stock;

import org.springframework.modulith.ApplicationModule;
