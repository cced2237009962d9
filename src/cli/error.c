/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/error.h"

#include <gio/gio.h>

#include "engine/catalog/catalog.h"
#include "engine/intake/gguf.h"
#include "engine/intake/text-file.h"
#include "engine/intake/user-catalog.h"
#include "engine/scenario/scenario.h"

G_DEFINE_QUARK (rig-cli-error-quark, rig_cli_error)

static RigExit
exit_from_scenario_error (int code)
{
  return code == RIG_SCENARIO_ERROR_FILE ? RIG_EXIT_NO_INPUT : RIG_EXIT_DATA;
}

static RigExit
exit_from_catalog_error (int code)
{
  return code == RIG_CATALOG_ERROR_READ ? RIG_EXIT_NO_INPUT : RIG_EXIT_DATA;
}

static RigExit
exit_from_gguf_error (int code)
{
  return code == RIG_GGUF_ERROR_READ ? RIG_EXIT_NO_INPUT : RIG_EXIT_DATA;
}

static RigExit
exit_from_text_error (int code)
{
  return code == RIG_TEXT_ERROR_READ ? RIG_EXIT_NO_INPUT : RIG_EXIT_DATA;
}

static RigExit
exit_from_user_catalog_error (RigUserCatalogError code)
{
  switch (code)
    {
    case RIG_USER_CATALOG_ERROR_NOT_FOUND:
    case RIG_USER_CATALOG_ERROR_NAME:
      return RIG_EXIT_USAGE;
    case RIG_USER_CATALOG_ERROR_WRITE:
      return RIG_EXIT_NO_CREATE;
    case RIG_USER_CATALOG_ERROR_READ:
    default:
      return RIG_EXIT_DATA;
    }
}

RigExit
rig_exit_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, RIG_EXIT_IO);

  if (error->domain == RIG_CLI_ERROR)
    return error->code;
  if (error->domain == G_OPTION_ERROR)
    return RIG_EXIT_USAGE;
  if (error->domain == RIG_SCENARIO_ERROR)
    return exit_from_scenario_error (error->code);
  if (error->domain == RIG_CATALOG_ERROR)
    return exit_from_catalog_error (error->code);
  if (error->domain == RIG_GGUF_ERROR)
    return exit_from_gguf_error (error->code);
  if (error->domain == RIG_TEXT_ERROR)
    return exit_from_text_error (error->code);
  if (error->domain == RIG_USER_CATALOG_ERROR)
    return exit_from_user_catalog_error (error->code);
  return RIG_EXIT_IO;
}
