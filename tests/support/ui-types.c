/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into gtk4-builder-tool, so that it knows libadwaita's types and not only GTK's. */

#include <adwaita.h>
#include <dlfcn.h>

void gtk_test_register_all_types (void);

void
gtk_test_register_all_types (void)
{
  void (*register_gtk) (void) = (void (*) (void)) dlsym (RTLD_NEXT, "gtk_test_register_all_types");

  register_gtk ();
  adw_init ();
}
