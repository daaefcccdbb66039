import { describe, expect, it } from '@jest/globals';
import { shapeOf } from '../../../designer/form-view/schema/widget-name.js';

const attachment = { type: 'object', properties: { fileId: { type: 'string' } } };

describe('the shape of a field', () => {
  it.each([
    [{ type: 'string' }, 'text'],
    [{ type: 'string', maxLength: 500 }, 'textarea'],
    [{ type: 'string', maxLength: 500, 'x-widget': 'text' }, 'text'],
    [{ type: 'string', format: 'date' }, 'date'],
    [{ type: 'string', 'x-widget': 'time' }, 'time'],
    [{ type: 'string', 'x-widget': 'month' }, 'month'],
    [{ type: 'string', format: 'id-no' }, 'id-no'],
    [{ type: 'string', format: 'mobile', 'x-widget': 'mobile' }, 'text'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'boolean' }, 'radios'],
    [{ type: 'boolean', const: true }, 'promise'],
    [{ type: 'string', enum: ['a', 'b'] }, 'radios'],
    [{ type: 'string', enum: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'select'],
    [{ type: 'array', items: { type: 'string', oneOf: [{ const: 'a', title: 'A' }] } }, 'checkboxes'],
    [{ type: 'integer', 'x-widget': 'rating', oneOf: [{ const: 5, title: 'x' }] }, 'rating'],
    [attachment, 'file'],
    [{ ...attachment, 'x-widget': 'signature' }, 'signature'],
    [{ type: 'array', items: attachment }, 'file'],
    [{ type: 'array', items: { type: 'string' }, 'x-widget': 'people', 'x-options': '/roster' }, 'people'],
    [{ type: 'string', readOnly: true }, 'display'],
    [{ type: 'array', readOnly: true, items: { type: 'object', properties: {} } }, 'display'],
  ])('of %j is the widget %s', (node, widget) => {
    expect(shapeOf(node, {})).toEqual({ kind: 'leaf', widget });
  });

  it('is a container for an address, whatever widget it wishes', () => {
    expect(shapeOf({ type: 'object', 'x-widget': 'address', properties: { road: { type: 'string' } } }, {})).toEqual({
      kind: 'object',
    });
  });

  it('is a list of rows for an array of objects', () => {
    expect(shapeOf({ type: 'array', items: { type: 'object', properties: {} } }, {})).toEqual({ kind: 'rows' });
  });

  it('follows ui:widget before x-widget', () => {
    expect(shapeOf({ type: 'string', 'x-widget': 'text' }, { 'ui:widget': 'textarea' })).toEqual({
      kind: 'leaf',
      widget: 'textarea',
    });
  });

  it('ignores a wish that does not fit the type', () => {
    expect(shapeOf({ type: 'string', 'x-widget': 'file' }, {})).toEqual({ kind: 'leaf', widget: 'text' });
  });
});
