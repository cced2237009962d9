/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/scenario/scenario.h"

#include "engine/scenario/quantity.h"
#include "engine/scenario/scenario-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define VERSION_MEMBER "rigwise-scenario"
#define VERSION 1

/* A scenario takes a few hundred bytes and three levels. json-glib reads nested values recursively,
 * so that depth has to be bounded before it sees the text. */
#define MAX_BYTES (256 * 1024)
#define MAX_DEPTH 8

/* Writing */

/* By hand, because json-glib writes 0.7 as 0.69999999999999996, and people read these files. */

static void
append_string (GString *out, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *quoted = json_to_string (node, FALSE);

  g_string_append (out, quoted);
}

static void
append_number (GString *out, double value)
{
  g_autofree char *text = rig_number_to_string (value);

  g_string_append (out, text);
}

/* The comma behind the last member, if there is one, and the name of the next. */
static void
begin_member (GString *out, guint depth, const char *name)
{
  g_string_append_printf (out, "%s\n%*s", out->str[out->len - 1] == '{' ? "" : ",", (int) depth * 2,
                          "");
  append_string (out, name);
  g_string_append (out, ": ");
}

static void
end_object (GString *out, guint depth)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_printf (out, "\n%*s", (int) depth * 2, "");
  g_string_append_c (out, '}');
}

static void
append_value (GString *out, const RigScenario *self, RigKey key)
{
  if (rig_key_get_info (key)->type == RIG_TYPE_FLAG)
    g_string_append (out, rig_scenario_get_number (self, key) != 0 ? "true" : "false");
  else if (rig_key_is_number (key))
    append_number (out, rig_scenario_get_number (self, key));
  else
    append_string (out, rig_scenario_get_text (self, key));
}

static void
append_overrides (GString *out, const RigScenario *self, RigOverride what)
{
  g_autoptr (GList) ids = rig_scenario_list_overrides (self, what);

  if (ids == NULL)
    return;
  begin_member (out, 2, rig_override_get_info (what)->name);
  g_string_append_c (out, '{');
  for (const GList *l = ids; l != NULL; l = l->next)
    {
      begin_member (out, 3, l->data);
      append_number (out, rig_scenario_get_override (self, what, l->data));
    }
  end_object (out, 2);
}

char *
rig_scenario_to_json (const RigScenario *self)
{
  const GPtrArray *machines;
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  machines = rig_scenario_get_machines (self);
  out = g_string_new ("{");
  begin_member (out, 1, VERSION_MEMBER);
  g_string_append_printf (out, "%d", VERSION);

  begin_member (out, 1, "machines");
  for (guint i = 0; i < machines->len; i++)
    {
      g_string_append (out, i == 0 ? "[" : ", ");
      append_string (out, g_ptr_array_index (machines, i));
    }
  g_string_append_c (out, ']');

  begin_member (out, 1, "set");
  g_string_append_c (out, '{');
  for (RigKey key = 0; key < RIG_N_KEYS; key++)
    if (!rig_scenario_is_default (self, key))
      {
        begin_member (out, 2, rig_key_get_info (key)->name);
        append_value (out, self, key);
      }
  end_object (out, 1);

  begin_member (out, 1, "overrides");
  g_string_append_c (out, '{');
  for (RigOverride what = 0; what < RIG_N_OVERRIDES; what++)
    append_overrides (out, self, what);
  end_object (out, 1);

  end_object (out, 0);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

/* Reading */

/* What is being read, for messages: the file, and the path within it. */
typedef struct
{
  const RigCatalog *catalog;
  const char *place;
  RigScenario *scenario;
} Reader;

static gboolean
fail_shape (const Reader *self, const char *path, const char *expected, GError **error)
{
  g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_SYNTAX,
               /* Translators: a file, a path within it, and what was expected there */
               _("%s: %s: expected %s"), self->place, path, expected);
  return FALSE;
}

static gboolean
prefix_error (const Reader *self, const char *path, GError **error)
{
  g_prefix_error (error, "%s: %s: ", self->place, path);
  return FALSE;
}

/* "$.set.context"; names that would be confusing in a path are quoted. */
static char *
join_path (const char *parent, const char *member)
{
  g_autofree char *escaped = NULL;

  if (*member != '\0'
      && strspn (member, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_") == strlen (member))
    return g_strdup_printf ("%s.%s", parent, member);
  escaped = g_strescape (member, NULL);
  return g_strdup_printf ("%s[\"%s\"]", parent, escaped);
}

/* Joins an array of words by commas, which is how scenarios hold lists; NULL where it is none. */
static char *
join_words (JsonArray *array)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *word = json_node_get_value_type (element) == G_TYPE_STRING
                             ? json_node_get_string (element) : NULL;

      if (word == NULL || strchr (word, ',') != NULL)
        return NULL;
      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", word);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* A value as rig_scenario_set_from_string() takes it; NULL where it can be none. */
static char *
value_to_text (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (JSON_NODE_HOLDS_ARRAY (node))
    return join_words (json_node_get_array (node));
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (type == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "yes" : "no");
  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    return rig_number_to_string (json_node_get_double (node));
  return NULL;
}

static gboolean
read_value (const Reader *self, const char *path, const char *name, JsonNode *node, GError **error)
{
  g_autofree char *text = value_to_text (node);

  if (text == NULL)
    return fail_shape (self, path, _("a number, a text, true, false or a list of texts"), error);
  if (!rig_scenario_set_from_string (self->scenario, self->catalog, name, text, error))
    return prefix_error (self, path, error);
  return TRUE;
}

static gboolean
read_machines (const Reader *self, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail_shape (self, "$.machines", _("a list of machines"), error);
  return read_value (self, "$.machines", "machines", node, error);
}

static gboolean
read_set (const Reader *self, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_shape (self, "$.set", _("an object"), error);

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *path = join_path ("$.set", name);
      RigKey key;

      if (!rig_key_find (name, &key))
        {
          g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_KEY,
                       _("%s: %s: there is no such input"), self->place, path);
          return FALSE;
        }
      if (!read_value (self, path, name, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_override (const Reader *self, const char *parent, const char *kind, JsonNode *node,
               GError **error)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_shape (self, parent, _("an object of machines and numbers"), error);

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &id, &value))
    {
      g_autofree char *path = join_path (parent, id);
      g_autofree char *name = g_strconcat (kind, ".", id, NULL);

      if (!read_value (self, path, name, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_overrides (const Reader *self, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *kind;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail_shape (self, "$.overrides", _("an object"), error);

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &kind, &value))
    {
      g_autofree char *path = join_path ("$.overrides", kind);
      RigOverride what;

      if (!rig_override_find (kind, &what))
        {
          g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_KEY,
                       _("%s: %s: there is no such override"), self->place, path);
          return FALSE;
        }
      if (!read_override (self, path, kind, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_version (const Reader *self, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, VERSION_MEMBER);
  gint64 version;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64
      || json_node_get_int (node) < 1)
    return fail_shape (self, "$", _("a scenario with the member “rigwise-scenario”: 1"), error);

  version = json_node_get_int (node);
  if (version > VERSION)
    {
      g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_VERSION,
                   _("%s: the scenario has version %d, and this program knows version %d; "
                     "use a later program"),
                   self->place, (int) MIN (version, G_MAXINT), VERSION);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_root (const Reader *self, JsonNode *node, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail_shape (self, "$", _("an object"), error);
  /* First of all, because a later version may have members that this one does not know. */
  if (!read_version (self, json_node_get_object (node), error))
    return FALSE;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      gboolean good = TRUE;

      if (g_str_equal (name, "machines"))
        good = read_machines (self, value, error);
      else if (g_str_equal (name, "set"))
        good = read_set (self, value, error);
      else if (g_str_equal (name, "overrides"))
        good = read_overrides (self, value, error);
      else if (!g_str_equal (name, VERSION_MEMBER))
        {
          g_autofree char *path = join_path ("$", name);

          g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_KEY,
                       _("%s: %s: scenarios have no such member"), self->place, path);
          good = FALSE;
        }
      if (!good)
        return FALSE;
    }
  return TRUE;
}

/* Parsing */

/* Whether the zero at @i begins a number like 010 or 0x10, which json-glib would take. */
static gboolean
is_octal (const char *json, gsize length, gsize i)
{
  if (i + 1 >= length || !(g_ascii_isdigit (json[i + 1]) || (json[i + 1] | 0x20) == 'x'))
    return FALSE;
  if (i > 0 && json[i - 1] == '-')
    return i < 2 || (json[i - 2] | 0x20) != 'e';
  return i == 0 || (!g_ascii_isalnum (json[i - 1]) && json[i - 1] != '.' && json[i - 1] != '+');
}

/* What is wrong with the character at @i, outside of texts. */
static const char *
check_character (const char *json, gsize length, gsize i, guint *depth, gboolean *ended)
{
  char c = json[i];

  if (g_ascii_isspace (c))
    return NULL;
  if (*ended)
    return _("there is something behind the end");
  if (strchr ("/#'`();=", c) != NULL)
    return _("a character that JSON does not have");
  if (c == '0' && is_octal (json, length, i))
    return _("a number that begins with a zero");
  if ((c == '[' || c == '{') && ++*depth > MAX_DEPTH)
    return _("values nested too deeply");
  if ((c == ']' || c == '}') && *depth > 0)
    *ended = --*depth == 0;
  return NULL;
}

/* Finds what json-glib lets pass: nesting of any depth, zero bytes, comments, several values. */
static gboolean
check_text (const char *json, gsize length, const char *place, GError **error)
{
  const char *reason = NULL;
  guint depth = 0, line = 1;
  gboolean quoted = FALSE, ended = FALSE;

  for (gsize i = 0; i < length && reason == NULL; i++)
    {
      line += json[i] == '\n';
      if (json[i] == '\0')
        reason = _("a zero byte");
      else if (!quoted)
        reason = check_character (json, length, i, &depth, &ended);

      if (json[i] == '"')
        quoted = !quoted;
      else if (quoted && json[i] == '\\')
        i++;
    }
  if (reason == NULL)
    return TRUE;
  g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_SYNTAX,
               /* Translators: a file, a line, and what is wrong there */
               _("%s:%u: not valid JSON: %s"), place, line, reason);
  return FALSE;
}

/* json-glib takes the last of members with the same name. We would rather not guess. */
typedef struct
{
  GHashTable *seen; /* "object address:name" */
  char *twice;      /* NULL: none */
} Members;

static void
object_member_cb (JsonParser *parser, JsonObject *object, const char *name, Members *members)
{
  g_autofree char *member = g_strdup_printf ("%p:%s", (void *) object, name);

  if (!g_hash_table_add (members->seen, g_steal_pointer (&member)) && members->twice == NULL)
    members->twice = g_strdup (name);
}

static gboolean
parse (JsonParser *parser, const char *json, gsize length, const char *place, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Members members = { seen, NULL };
  g_autoptr (GError) local = NULL;
  gboolean good;

  g_signal_connect (parser, "object-member", G_CALLBACK (object_member_cb), &members);
  good = json_parser_load_from_data (parser, json, (gssize) length, &local);
  if (!good)
    {
      /* json-glib calls what it reads <data>, and puts line and column behind. */
      const char *message = local->message;
      gboolean located = g_str_has_prefix (message, "<data>:");

      g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_SYNTAX,
                   located ? "%s%s" : "%s: %s", place,
                   located ? message + strlen ("<data>") : message);
    }
  else if (members.twice != NULL)
    {
      g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_SYNTAX,
                   _("%s: the member “%s” is there twice"), place, members.twice);
      good = FALSE;
    }
  g_signal_handlers_disconnect_by_data (parser, &members);
  g_free (members.twice);
  return good;
}

RigScenario *
rig_scenario_from_json (const RigCatalog *catalog, const char *json, gssize length,
                        const char *place, GError **error)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  Reader reader = { catalog, place, scenario };
  gsize n;

  g_return_val_if_fail (json != NULL && place != NULL, NULL);

  n = length < 0 ? strlen (json) : (gsize) length;
  if (n > MAX_BYTES || !g_utf8_validate_len (json, n, NULL))
    {
      g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_SYNTAX,
                   n > MAX_BYTES ? _("%s: larger than any scenario") : _("%s: not UTF-8 text"),
                   place);
      return NULL;
    }
  if (!check_text (json, n, place, error) || !parse (parser, json, n, place, error)
      || !read_root (&reader, json_parser_get_root (parser), error))
    return NULL;
  return g_steal_pointer (&scenario);
}

/* Files */

static gboolean
fail_file (const char *path, int code, GError **error)
{
  g_set_error (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_FILE, "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

/* At most one byte more than a scenario may have, however long the file or device is. */
static gboolean
read_file (const char *path, GString *out, GError **error)
{
  FILE *file = g_fopen (path, "rbe");
  char buffer[4096];
  gsize n;
  int code;

  if (file == NULL)
    return fail_file (path, errno, error);

  errno = 0;
  while (out->len <= MAX_BYTES && (n = fread (buffer, 1, sizeof buffer, file)) > 0)
    g_string_append_len (out, buffer, (gssize) n);
  code = ferror (file) ? errno : 0;
  fclose (file);
  return code == 0 || fail_file (path, code, error);
}

RigScenario *
rig_scenario_load (const RigCatalog *catalog, const char *path, GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *place = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!read_file (path, json, error))
    return NULL;
  place = g_filename_display_name (path);
  return rig_scenario_from_json (catalog, json->str, (gssize) json->len, place, error);
}

gboolean
rig_scenario_save (const RigScenario *self, const char *path, GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  json = rig_scenario_to_json (self);
  if (g_file_set_contents_full (path, json, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                &local))
    return TRUE;
  g_set_error_literal (error, RIG_SCENARIO_ERROR, RIG_SCENARIO_ERROR_FILE, local->message);
  return FALSE;
}
